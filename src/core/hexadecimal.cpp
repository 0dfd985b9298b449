// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hexadecimal.h"

namespace sidetone::core {

std::string withOctetsDecoded(std::string_view text, char mark) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool hasCode = text[at] == mark && at + 2 < text.size();
        const int high = hasCode ? hexadecimalDigit(text[at + 1]) : -1;
        const int low = hasCode ? hexadecimalDigit(text[at + 2]) : -1;
        if (high < 0 || low < 0) {
            out += text[at];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return out;
}

}  // namespace sidetone::core
