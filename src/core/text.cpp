// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include <QByteArray>
#include <QString>
#include <QStringDecoder>
#include <algorithm>
#include <cctype>
#include <charconv>

namespace sidetone::core {
namespace {

QByteArray view(std::string_view text) {
    return QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view trim(std::string_view text) {
    constexpr std::string_view white = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(white);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t at = 0;
    for (auto next = text.find(separator); next != std::string_view::npos;
         next = text.find(separator, at)) {
        parts.push_back(text.substr(at, next - at));
        at = next + 1;
    }
    parts.push_back(text.substr(at));
    return parts;
}

std::string lowerAscii(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::string foldCase(std::string_view text) {
    return QString::fromUtf8(view(text)).toCaseFolded().toStdString();
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool isValidUtf8(std::string_view text) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(view(text));
    return !decoder.hasError() && decoded.size() <= static_cast<qsizetype>(text.size());
}

std::optional<std::uint64_t> parseNumber(std::string_view text) {
    if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front())) == 0) return {};
    std::uint64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc() || stop != end) return {};
    return value;
}

std::string printable(std::string_view text, std::size_t longest) {
    QString decoded = QString::fromUtf8(view(text.substr(0, longest * 4)));
    for (QChar& c : decoded) {
        if (!c.isPrint() && !c.isSurrogate()) c = QLatin1Char('?');
    }
    std::string out = decoded.toStdString();
    if (out.size() <= longest) return out;
    std::size_t cut = longest;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U) --cut;
    out.resize(cut);
    return out + "...";
}

std::string toBase64(std::string_view bytes) {
    return view(bytes).toBase64().toStdString();
}

std::optional<std::string> fromBase64(std::string_view text) {
    std::string bare;
    for (const char c : text) {
        if (std::isspace(static_cast<unsigned char>(c)) == 0) bare += c;
    }
    const auto decoded =
        QByteArray::fromBase64Encoding(view(bare), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return {};
    return decoded.decoded.toStdString();
}

}  // namespace sidetone::core
