// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::sip {

/// One `a=crypto` line (RFC 4568): the key with which its writer encrypts what it sends.
struct Crypto {
    int tag = 1;              ///< names the line in the answer
    std::string suite;        ///< "AES_CM_128_HMAC_SHA1_80"
    core::Secret keyAndSalt;  ///< raw octets
    /// Session parameters or several keys that we do not do: the line is passed over.
    bool needsMore = false;

    /// BadAnswer where it is not of that form. A lifetime is read over: no call lasts 2^31
    /// packets. A master key identifier or a session parameter sets needsMore.
    static core::Result<Crypto> parse(std::string_view value);
    /// The attribute's value.
    [[nodiscard]] std::string text() const;
};

}  // namespace sidetone::sip
