// SPDX-License-Identifier: GPL-3.0-or-later
// A registrar's or proxy's question for a password or a token.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sip/auth/Bearer.h"
#include "sip/auth/Digest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone;
    const std::string_view value(reinterpret_cast<const char*>(data), size);
    (void)sip::BearerChallenge::parse(value);
    (void)sip::bearerToken(value);
    const auto challenge = sip::DigestChallenge::parse(value);
    if (!challenge || !challenge->isUsable()) return 0;
    const auto answer = sip::digestAuthorization(
        *challenge, {"anna", core::Secret("password"), "REGISTER", "sip:example.com", "c", 1});
    // What a server says opens no second header line.
    if (answer.find_first_of("\r\n") != std::string::npos) std::abort();
    return 0;
}
