// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/RichText.h"

#include <utility>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::string_view blocks[] = {"p",  "li", "div", "blockquote", "ul", "ol", "body",
                                       "h1", "h2", "h3",  "h4",         "h5", "h6", "pre"};
constexpr std::string_view unread[] = {"script", "style", "head", "title", "object", "iframe"};

template <std::size_t N>
bool isAmong(const std::string& name, const std::string_view (&names)[N]) {
    for (const auto candidate : names) {
        if (name == candidate) return true;
    }
    return false;
}

bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// Which marks an element puts around its words.
struct Marks {
    bool isStrong = false;
    bool isEmphasised = false;
    bool isStruck = false;
};

Marks marksOf(const XmlElement& element) {
    Marks marks;
    const auto style = core::lowerAscii(element.attribute("style"));
    const auto has = [&style](std::string_view part) {
        return style.find(part) != std::string::npos;
    };
    marks.isStrong = element.name == "strong" || element.name == "b" || has("bold");
    marks.isEmphasised = element.name == "em" || element.name == "i" || element.name == "cite" ||
                         has("italic") || has("oblique");
    marks.isStruck = has("line-through");
    return marks;
}

/// Writes the words twice: as they are, to compare them, and with marks.
class Writer {
public:
    void read(const XmlElement& element) {
        if (element.name.empty()) return write(element.text);
        if (isAmong(element.name, unread)) return;
        if (element.name == "br") return breakLine();
        if (element.name == "img") return writePicture(element);
        const bool isBlock = isAmong(element.name, blocks);
        if (isBlock) endLine();
        if (element.name == "blockquote") ++quotes_;
        if (element.name == "li") mark("- ");
        readMarked(element);
        if (element.name == "blockquote") --quotes_;
        if (isBlock) {
            endLine();
            wantsLine_ = !marked_.empty();
        }
    }
    [[nodiscard]] const std::string& plain() const { return plain_; }
    [[nodiscard]] std::string take() {
        while (!marked_.empty() && isSpace(marked_.back())) marked_.pop_back();
        return std::move(marked_);
    }

private:
    void readMarked(const XmlElement& element) {
        const auto marks = marksOf(element);
        std::string opening;
        if (marks.isStrong) opening += '*';
        if (marks.isEmphasised) opening += '_';
        if (marks.isStruck) opening += '~';
        const auto said = plain_.size();
        const auto shown = marked_.size();
        for (const auto& child : element.children) read(child);
        if (!opening.empty()) surround(shown, opening);
        if (element.name == "a") writeTarget(element, std::string_view(plain_).substr(said));
    }
    /// Puts marks around what was shown from there on, where they mean something: at the beginning
    /// of a word and within one line.
    void surround(std::size_t begin, const std::string& opening) {
        begin = marked_.find_first_not_of(" \n>", begin);
        if (begin == std::string::npos) return;
        if (begin > 0 && !isSpace(marked_[begin - 1])) return;
        if (marked_.find('\n', begin) != std::string::npos) return;
        const auto end = marked_.find_last_not_of(' ') + 1;
        marked_.insert(end, std::string(opening.rbegin(), opening.rend()));
        marked_.insert(begin, opening);
    }
    void writeTarget(const XmlElement& element, std::string_view words) {
        const auto target = core::trim(element.attribute("href"));
        const bool isPlain = target.find_first_of(" \n\t<>\"") == std::string_view::npos;
        if (target.empty() || !isPlain || core::trim(words) == target) return;
        mark(" (");
        mark(target);
        mark(")");
    }
    void writePicture(const XmlElement& element) { write(element.attribute("alt")); }
    void write(std::string_view text) {
        for (const char c : text) {
            if (isSpace(c)) {
                if (!plain_.empty() && !isSpace(plain_.back())) plain_ += ' ';
                if (!marked_.empty() && !isSpace(marked_.back()) && !wantsLine_) marked_ += ' ';
                continue;
            }
            plain_ += c;
            const char one[] = {c, '\0'};
            mark(one);
        }
    }
    /// What is shown but not said: no part of the words to be compared.
    void mark(std::string_view text) {
        beginLine();
        marked_ += text;
    }
    void beginLine() {
        if (std::exchange(wantsLine_, false)) marked_ += '\n';
        const bool isAtBeginning = marked_.empty() || marked_.back() == '\n';
        if (isAtBeginning && quotes_ > 0) marked_ += std::string(std::size_t(quotes_), '>') + ' ';
    }
    void breakLine() {
        if (!plain_.empty() && !isSpace(plain_.back())) plain_ += ' ';
        if (wantsLine_) marked_ += '\n';
        wantsLine_ = true;
    }
    void endLine() {
        if (!plain_.empty() && !isSpace(plain_.back())) plain_ += ' ';
        if (!marked_.empty() && marked_.back() != '\n') wantsLine_ = true;
    }

    std::string plain_;
    std::string marked_;
    int quotes_ = 0;
    bool wantsLine_ = false;
};

/// With each white space as one blank, and none at the ends.
std::string collapsed(std::string_view text) {
    std::string result;
    for (const char c : core::trim(text)) {
        if (!isSpace(c)) {
            result += c;
        } else if (result.empty() || result.back() != ' ') {
            result += ' ';
        }
    }
    return result;
}

}  // namespace

std::string richTextIn(const XmlElement& message, std::string_view body) {
    const auto* html = message.child("html", ns::richText);
    const auto* page = html != nullptr ? html->child("body", ns::html) : nullptr;
    if (page == nullptr) return {};
    Writer writer;
    writer.read(*page);
    if (collapsed(writer.plain()) != collapsed(body)) return {};
    auto text = writer.take();
    return text == body ? std::string() : text;
}

}  // namespace sidetone::xmpp
