import Domain
import FoundationEssentials

/// The message to somebody who forgot a password, in their language.
struct ResetMessage: Sendable {
    let recipient: MailAddress
    let sender: MailAddress
    let language: Language
    let link: String

    /// The whole message of RFC 5322, its lines ended as sendmail wants them. What people typed stands in the encoded body
    /// only, but for the addresses, which are plain.
    var text: String {
        """
        From: \(sender.text)
        To: \(recipient.text)
        Subject: =?utf-8?B?\(Self.encoded(subject))?=
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64
        Auto-Submitted: auto-generated

        \(Self.lines(Self.encoded(body)))

        """
    }

    private var subject: String {
        language == .chinese ? "设置新密码" : "Set a new password"
    }

    private var body: String {
        language == .chinese
            ? """
            您好：

            有人（希望是您本人）申请为您的账号设置新密码。请在一小时内打开以下链接：

            \(link)

            该链接只能使用一次。如果不是您本人申请，请忽略此邮件，您的密码不会改变。

            """
            : """
            Hello,

            somebody, we hope it was you, asked for a new password for your login. Within an hour, open:

            \(link)

            The link works once. If it was not you, ignore this message; your password stays as it is.

            """
    }

    private static func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// Lines of 76 characters, RFC 2045.
    private static func lines(_ text: String) -> String {
        var (lines, rest) = ([Substring](), Substring(text))
        while !rest.isEmpty {
            lines.append(rest.prefix(76))
            rest = rest.dropFirst(76)
        }
        return lines.joined(separator: "\n")
    }
}
