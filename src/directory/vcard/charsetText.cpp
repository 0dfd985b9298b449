// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/charsetText.h"

#include <QString>
#include <array>

#include "core/text.h"

namespace sidetone::directory {
namespace {

/// What Windows-1252 has at 0x80 to 0x9f; 0 where it has nothing.
constexpr std::array<char16_t, 32> windowsLetters{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

enum class Set { Latin1, Latin9, Windows };

char16_t letter(unsigned char byte, Set set) {
    if (set == Set::Windows && byte >= 0x80 && byte < 0xa0) {
        const auto found = windowsLetters.at(byte - 0x80U);
        return found == 0 ? u'?' : found;
    }
    if (set == Set::Latin9) {
        switch (byte) {
            case 0xa4:
                return 0x20ac;
            case 0xa6:
                return 0x0160;
            case 0xa8:
                return 0x0161;
            case 0xb4:
                return 0x017d;
            case 0xb8:
                return 0x017e;
            case 0xbc:
                return 0x0152;
            case 0xbd:
                return 0x0153;
            case 0xbe:
                return 0x0178;
            default:
                break;
        }
    }
    return byte;
}

std::string decoded(std::string_view bytes, Set set) {
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    for (const char c : bytes) text += QChar(letter(static_cast<unsigned char>(c), set));
    return text.toStdString();
}

}  // namespace

std::string charsetText(std::string_view bytes, std::string_view charset) {
    const auto name = core::lowerAscii(core::trim(charset));
    if (name == "iso-8859-1" || name == "latin1") return decoded(bytes, Set::Latin1);
    if (name == "iso-8859-15") return decoded(bytes, Set::Latin9);
    const bool isWindows = name == "windows-1252" || name == "cp1252";
    if (isWindows || !core::isValidUtf8(bytes)) return decoded(bytes, Set::Windows);
    return std::string(bytes);
}

std::string fileText(std::string bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) return bytes.substr(3);
    const bool isLittle = bytes.starts_with("\xff\xfe");
    if (!isLittle && !bytes.starts_with("\xfe\xff")) return bytes;
    QString text;
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        const auto unit = isLittle ? first + 256U * second : second + 256U * first;
        text += QChar(static_cast<char16_t>(unit));
    }
    return text.toStdString();
}

}  // namespace sidetone::directory
