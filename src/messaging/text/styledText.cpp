// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/text/styledText.h"

#include <QString>
#include <algorithm>
#include <array>

#include "core/text.h"
#include "messaging/text/pieces.h"

namespace sidetone::messaging {
namespace {

using Lines = std::vector<std::string_view>;

constexpr int deepestQuote = 9;
constexpr std::string_view fence = "```";
constexpr std::string_view actionSign = "/me ";
constexpr std::string_view marks = "*_~`";

bool isSpace(char c) {
    return c == ' ' || c == '\t';
}

/// The marks within one line (XEP-0393 1.1.1, "Spans"). A mark opens at the beginning or behind
/// white space, and not before white space; the first one that is not behind white space closes.
class Marks {
public:
    explicit Marks(Pieces& pieces) : pieces_(pieces) {}

    void read(std::string_view text, const Span& look) {
        // Where a mark has no end behind one place, it has none behind a later one either.
        std::array<bool, 4> isEndless{};
        std::size_t begin = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const auto mark = marks.find(text[at]);
            if (mark == std::string_view::npos || isEndless[mark] || !opens(text, at)) continue;
            const auto end = endOf(text, at);
            if (end == std::string_view::npos) {
                isEndless[mark] = true;
                continue;
            }
            pieces_.add(text.substr(begin, at - begin), look);
            inside(text.substr(at + 1, end - at - 1), text[at], look);
            at = end;
            begin = end + 1;
        }
        pieces_.add(text.substr(begin), look);
    }

private:
    static bool opens(std::string_view text, std::size_t at) {
        return (at == 0 || isSpace(text[at - 1])) && at + 1 < text.size() && !isSpace(text[at + 1]);
    }
    static std::size_t endOf(std::string_view text, std::size_t at) {
        for (auto end = at + 2; end < text.size(); ++end) {
            if (text[end] == text[at] && !isSpace(text[end - 1])) return end;
        }
        return std::string_view::npos;
    }
    void inside(std::string_view text, char mark, Span look) {
        if (mark == '`') {
            look.isCode = true;
            return pieces_.addPlain(text, look);
        }
        // What a mark opens does not hold the same mark again: it would have ended there.
        (mark == '*' ? look.isStrong : mark == '_' ? look.isEmphasised : look.isStruck) = true;
        read(text, look);
    }

    Pieces& pieces_;
};

/// The blocks of a text (XEP-0393 1.1.1, "Blocks"): lines, fenced blocks, quotations of blocks.
class Blocks {
public:
    Blocks(Pieces& pieces, bool hasStyling) : pieces_(pieces), hasStyling_(hasStyling) {}

    void read(const Lines& lines, const Span& look) {
        for (std::size_t at = 0; at < lines.size();) {
            if (at > 0) pieces_.addPlain("\n", separator_);
            at = hasStyling_ ? readBlock(lines, at, look) : readLine(lines, at, look);
        }
    }

private:
    /// Reads the block that begins at that line; gives the line behind it.
    std::size_t readBlock(const Lines& lines, std::size_t at, const Span& look) {
        if (lines[at].starts_with(fence)) return readFenced(lines, at, look);
        if (lines[at].starts_with('>') && look.quoteDepth < deepestQuote) {
            return readQuote(lines, at, look);
        }
        separator_ = look;
        Marks(pieces_).read(lines[at], look);
        return at + 1;
    }
    std::size_t readLine(const Lines& lines, std::size_t at, const Span& look) {
        separator_ = look;
        pieces_.add(lines[at], look);
        return at + 1;
    }
    std::size_t readFenced(const Lines& lines, std::size_t at, Span look) {
        look.isCode = look.isBlock = true;
        auto end = at + 1;
        for (; end < lines.size() && lines[end] != fence; ++end) {
            if (end > at + 1) pieces_.addPlain("\n", look);
            pieces_.addPlain(lines[end], look);
        }
        look.isCode = look.isBlock = false;
        separator_ = look;
        return std::min(end + 1, lines.size());
    }
    std::size_t readQuote(const Lines& lines, std::size_t at, Span look) {
        Lines inner;
        for (; at < lines.size() && lines[at].starts_with('>'); ++at) {
            auto line = lines[at].substr(1);
            if (!line.empty() && isSpace(line.front())) line.remove_prefix(1);
            inner.push_back(line);
        }
        auto quoted = look;
        ++quoted.quoteDepth;
        read(inner, quoted);
        separator_ = look;
        return at;
    }

    Pieces& pieces_;
    bool hasStyling_;
    Span separator_;  ///< how the end of the last line looks
};

}  // namespace

std::vector<Span> styledText(std::string_view text, const TextHints& hints) {
    std::string repaired;
    if (!core::isValidUtf8(text)) {
        repaired = QString::fromUtf8(text.data(), qsizetype(text.size())).toStdString();
        text = repaired;
    }
    Pieces pieces(hints);
    Span action;
    if (!hints.sender.empty() && text.starts_with(actionSign)) {
        action.isEmphasised = true;
        pieces.addPlain(hints.sender + " ", action);
        text.remove_prefix(actionSign.size());
    }
    if (!text.empty()) Blocks(pieces, hints.hasStyling).read(core::split(text, '\n'), action);
    return pieces.take();
}

}  // namespace sidetone::messaging
