// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/filterText.h"

#include <algorithm>

#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::directory {
namespace {

constexpr std::size_t longest = 16'384;
constexpr int deepest = 32;

/// The grammar of RFC 4515, read once from left to right.
class Grammar {
public:
    explicit Grammar(std::string_view text) : text_(text) {}
    [[nodiscard]] bool fits() { return filter(0) && at_ == text_.size(); }

private:
    [[nodiscard]] bool isAt(char c) const { return at_ < text_.size() && text_[at_] == c; }
    bool take(char c) {
        if (!isAt(c)) return false;
        ++at_;
        return true;
    }

    bool filter(int depth) {
        if (depth > deepest || !take('(')) return false;
        if (isAt('&') || isAt('|')) {
            ++at_;
            if (!isAt('(')) return false;
            while (isAt('(')) {
                if (!filter(depth + 1)) return false;
            }
            return take(')');
        }
        if (take('!')) return filter(depth + 1) && take(')');
        return item() && take(')');
    }

    bool item() {
        const std::size_t start = at_;
        while (at_ < text_.size() && text_[at_] != '=' && text_[at_] != '(' && text_[at_] != ')') {
            ++at_;
        }
        auto name = text_.substr(start, at_ - start);
        if (!take('=')) return false;
        if (!name.empty() && (name.back() == '~' || name.back() == '>' || name.back() == '<')) {
            name.remove_suffix(1);
        } else if (!name.empty() && name.back() == ':') {
            name.remove_suffix(1);  // an extensible match: "attribute:rule:="
            const auto colon = name.find(':');
            const auto rule =
                colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
            if (!rule.empty() && !isAttribute(rule)) return false;
            name = name.substr(0, colon);
        }
        return isAttribute(name) && value();
    }

    bool value() {
        while (at_ < text_.size() && text_[at_] != ')') {
            const char c = text_[at_];
            if (c == '(' || c == '\0') return false;
            if (c == '\\') {
                if (at_ + 2 >= text_.size()) return false;
                if (core::hexadecimalDigit(text_[at_ + 1]) < 0 ||
                    core::hexadecimalDigit(text_[at_ + 2]) < 0) {
                    return false;
                }
                at_ += 2;
            }
            ++at_;
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::string joined(char sign, const std::vector<std::string>& filters) {
    std::string all;
    std::size_t count = 0;
    for (const auto& filter : filters) {
        all += filter;
        if (!filter.empty()) ++count;
    }
    if (count < 2) return all;
    return std::string("(") + sign + all + ")";
}

}  // namespace

std::string escapedValue(std::string_view value) {
    static constexpr char digits[] = "0123456789abcdef";
    const bool isText = core::isValidUtf8(value);
    std::string out;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        const bool special = c == '*' || c == '(' || c == ')' || c == '\\' || byte < 0x20;
        if (special || (byte > 0x7f && !isText)) {
            out += '\\';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        } else {
            out += c;
        }
    }
    return out;
}

std::string equals(std::string_view attribute, std::string_view value) {
    return "(" + std::string(attribute) + "=" + escapedValue(value) + ")";
}

std::string beginsWith(std::string_view attribute, std::string_view value) {
    return "(" + std::string(attribute) + "=" + escapedValue(value) + "*)";
}

std::string allOf(const std::vector<std::string>& filters) {
    return joined('&', filters);
}

std::string anyOf(const std::vector<std::string>& filters) {
    return joined('|', filters);
}

bool isFilter(std::string_view text) {
    return text.size() <= longest && Grammar(text).fits();
}

bool isAttribute(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.' || c == ';' || c == '_';
    });
}

std::optional<std::string> repairedFilter(std::string_view written) {
    std::string text(core::trim(written));
    if (text.empty() || text.size() > longest) return std::nullopt;
    if (text.find('(') == std::string::npos) {
        // A class's name alone, or a comparison without its parentheses.
        text = text.find('=') == std::string::npos ? equals("objectClass", text) : "(" + text + ")";
    }
    const bool joins = text.size() > 2 && (text[1] == '&' || text[1] == '|');
    if (text.front() == '(' && joins && text[2] != '(') {
        text = text.substr(0, 2) + "(" + text.substr(2) + ")";
    }
    const auto opened = std::count(text.begin(), text.end(), '(');
    const auto closed = std::count(text.begin(), text.end(), ')');
    if (opened > closed) text.append(static_cast<std::size_t>(opened - closed), ')');
    if (!isFilter(text)) return std::nullopt;
    return text;
}

}  // namespace sidetone::directory
