// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>

#include "core/Log.h"
#include "core/text.h"

namespace sidetone::core {
namespace {

constexpr std::string_view mark = "[removed]";

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

/// Headers whose whole value is a secret.
bool isSecretHeader(std::string_view lower) {
    constexpr std::array names{"authorization", "proxy-authorization", "cookie", "set-cookie"};
    return std::find(names.begin(), names.end(), lower) != names.end();
}

/// Fields of XML, JSON, forms and configuration that hold one.
bool isSecretField(std::string_view lower) {
    // Names of photo addresses: they say where, and hold nothing.
    if (lower.ends_with("uriwithtoken") || lower.ends_with("substitutiontoken")) return false;
    constexpr std::array endings{"password",   "passwd",       "passphrase",    "secret",
                                 "token",      "samlresponse", "code_verifier", "assertion",
                                 "jsessionid", "jsessionidsso"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return lower.ends_with(ending); });
}

/// One pass over a text.
class Redaction {
public:
    explicit Redaction(std::string_view text) : text_(text) { out_.reserve(text.size()); }

    std::string run() {
        while (at_ < text_.size()) {
            const bool starts =
                isWordCharacter(text_[at_]) && (at_ == 0 || !isWordCharacter(text_[at_ - 1]));
            if (text_[at_] == '<' && takeElement()) continue;
            if (starts && takeWord()) continue;
            out_ += text_[at_++];
        }
        return std::move(out_);
    }

private:
    [[nodiscard]] char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

    void copyTo(std::size_t end) {
        out_ += text_.substr(at_, end - at_);
        at_ = end;
    }

    void removeTo(std::string_view ends) {
        auto stop = text_.find_first_of(ends, at_);
        if (stop == std::string_view::npos) stop = text_.size();
        if (stop > at_) out_ += mark;
        at_ = stop;
    }

    /// A value between quotes, or up to what cannot be part of it.
    void removeValue(std::string_view ends) {
        while (peek(at_) == ' ') copyTo(at_ + 1);
        const char quote = peek(at_);
        if (quote != '"' && quote != '\'') return removeTo(ends);
        auto stop = at_ + 1;
        while (stop < text_.size() && text_[stop] != quote) stop += text_[stop] == '\\' ? 2 : 1;
        copyTo(at_ + 1);
        if (stop > at_) out_ += mark;
        at_ = std::min(stop, text_.size());
    }

    /// <auth ...>payload, <response>..., and elements whose name says that they hold a secret.
    bool takeElement() {
        auto end = at_ + 1;
        while (end < text_.size() && (isWordCharacter(text_[end]) || text_[end] == ':')) ++end;
        const auto name = lowerAscii(text_.substr(at_ + 1, end - at_ - 1));
        constexpr std::array sasl{"auth", "response", "challenge", "success"};
        const bool isSecret =
            std::find(sasl.begin(), sasl.end(), name) != sasl.end() || isSecretField(name);
        if (!isSecret) return false;
        const auto close = text_.find('>', end);
        if (close == std::string_view::npos || text_[close - 1] == '/') return false;
        copyTo(close + 1);
        removeTo("<");
        return true;
    }

    bool takeWord() {
        auto end = at_;
        while (end < text_.size() && isWordCharacter(text_[end])) ++end;
        const auto word = lowerAscii(text_.substr(at_, end - at_));
        if (word == "inline" && peek(end) == ':') return remove(end + 1, "|\r\n \"");
        if (isSecretHeader(word) && peek(end) == ':') {
            copyTo(end + 1);
            removeTo("\r\n");
            return true;
        }
        const bool isInQuery = at_ > 0 && (text_[at_ - 1] == '?' || text_[at_ - 1] == '&');
        const bool isField = isSecretField(word) || (word == "code" && isInQuery) ||
                             (word == "response" && peek(end + 1) == '"');
        if (isField) return takeField(end);
        if (text_.substr(end, 3) == "://") return takeUrl(end + 3);
        copyTo(end);
        return true;
    }

    bool takeField(std::size_t end) {
        auto at = end;
        const bool isQuoted = peek(at) == '"' || peek(at) == '\'';
        if (isQuoted) ++at;
        while (peek(at) == ' ') ++at;
        // In prose a colon follows the word "password" as well; a file of settings begins its
        // line with the name.
        const bool isLineStart = at_ == 0 || text_[at_ - 1] == '\n';
        const bool isField = peek(at) == '=' || (peek(at) == ':' && (isQuoted || isLineStart));
        if (isField) return remove(at + 1, isLineStart ? "&\r\n<" : "&,;\r\n \"'<}");
        copyTo(end);
        return true;
    }

    bool remove(std::size_t from, std::string_view ends) {
        copyTo(from);
        removeValue(ends);
        return true;
    }

    /// scheme://user:password@host
    bool takeUrl(std::size_t from) {
        const auto stop = text_.find_first_of("/?# \r\n\"'<>", from);
        const auto authority = text_.substr(from, stop - from);
        const auto sign = authority.rfind('@');
        const auto colon = authority.find(':');
        if (sign == std::string_view::npos || colon > sign) {
            copyTo(from);
            return true;
        }
        copyTo(from + colon + 1);
        out_ += mark;
        at_ = from + sign;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_;
};

}  // namespace

std::string redact(std::string_view text) {
    return Redaction(text).run();
}

}  // namespace sidetone::core
