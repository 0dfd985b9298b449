// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/IceCredentials.h"

#include <string_view>

namespace sidetone::media {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string lettersFrom(core::Random& random, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += letters[random.below(letters.size())];
    return text;
}

bool fits(const std::string& text, std::size_t least) {
    return text.size() >= least && text.size() <= 256 &&
           text.find_first_not_of(letters) == std::string::npos;
}

}  // namespace

IceCredentials makeIceCredentials(core::Random& random) {
    auto fragment = lettersFrom(random, 8);
    return {std::move(fragment), core::Secret(lettersFrom(random, 24))};
}

bool isValid(const IceCredentials& credentials) {
    return fits(credentials.fragment, 4) && fits(credentials.password.reveal(), 22);
}

}  // namespace sidetone::media
