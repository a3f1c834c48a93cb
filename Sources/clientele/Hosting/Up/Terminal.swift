import Foundation

/// What `clientele up` tells the person who started it.
enum Terminal {
    /// Writes a line at once, even where the output goes to a file or a pipe that `print` would fill up first.
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}
