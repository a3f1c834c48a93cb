public import ArgumentParser
public import Domain
import Foundation

/// What a command tells the person who started it, in the language of their terminal.
enum Terminal {
    /// Writes a line at once, even where the output goes to a file or a pipe that `print` would fill up first.
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }

    /// Writes one of two lines.
    static func say(_ english: String, _ chinese: String) {
        say(Language.ofTerminal.text(english, chinese))
    }

    /// Writes a line to standard error.
    static func note(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }

    /// Writes an error and names the exit code.
    static func failure(_ message: String, _ code: Int32) -> ExitCode {
        note(Language.ofTerminal.text("Error: ", "错误：") + message)
        return ExitCode(code)
    }
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// The language of the terminal, by LC_ALL, LC_MESSAGES and LANG as everywhere else; English where they say nothing.
    static var ofTerminal: Language {
        let environment = ProcessInfo.processInfo.environment
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return named?.hasPrefix("zh") == true ? .chinese : .english
    }
}

extension ValidationError {
    /// One of two messages.
    init(_ english: String, _ chinese: String) {
        self.init(Language.ofTerminal.text(english, chinese))
    }
}
