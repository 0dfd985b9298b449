// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sidetone::messaging {

/// What a piece of a message is, beside its looks.
enum class SpanKind : std::uint8_t {
    Text,
    Link,     ///< `target` is where it leads
    Mention,  ///< "@Anna Smith"
    Emoji,    ///< `text` is the picture for the keys in `target` (":)")
};

/// A piece of a message whose looks do not change within it.
struct Span {
    std::string text;      ///< as it is shown; never markup, never empty
    std::string target{};  ///< of a link: an absolute address of a scheme that is allowed
    SpanKind kind = SpanKind::Text;
    bool isStrong = false;
    bool isEmphasised = false;
    bool isStruck = false;
    bool isCode = false;   ///< fixed width
    bool isBlock = false;  ///< a block of fixed width on lines of its own
    int quoteDepth = 0;    ///< how deep it is quoted; 0: not, 9 at most

    friend bool operator==(const Span&, const Span&) = default;
};

/// What is known about a text beside itself.
struct TextHints {
    std::vector<std::string> names{};  ///< who can be mentioned; "@" and the name is a mention
    std::string sender{};              ///< stands for "/me" at the beginning (XEP-0245)
    bool hasStyling = true;            ///< false: the sender says that its marks are just signs
    bool hasEmoji = true;              ///< false: keys such as ":)" stay as they are
};

/// A message's text as pieces, for any view to draw: message styling (XEP-0393 1.1.1), addresses
/// that can be opened (http, https, xmpp, sip, sips, tel, mailto and no other), mentions, and keys
/// of emoticons as pictures (reference/messaging.md 7.1, 7.2). Nothing of it is ever executed or
/// fetched. Lines end with "\n" inside the texts. Any input is accepted; what is no UTF-8 is
/// replaced. Linear in time, but for names.
[[nodiscard]] std::vector<Span> styledText(std::string_view text, const TextHints& hints = {});

}  // namespace sidetone::messaging
