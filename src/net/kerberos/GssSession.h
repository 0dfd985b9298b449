// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gssapi/gssapi.h>

#include <string>
#include <string_view>

#include "net/kerberos/SecurityContext.h"

namespace sidetone::net {

/// The library's state of one talk. It has no thread of its own: one at a time may use it, and
/// step() blocks for as long as Kerberos's servers take.
class GssSession {
public:
    /// `principal`: service@host (RFC 2743 4.1).
    GssSession(std::string principal, bool protects);
    ~GssSession();
    GssSession(const GssSession&) = delete;
    GssSession& operator=(const GssSession&) = delete;

    [[nodiscard]] core::Result<SecurityContext::Step> step(const std::string& token);
    [[nodiscard]] core::Result<std::string> wrap(std::string_view plain, bool hides);
    [[nodiscard]] core::Result<std::string> unwrap(std::string_view wrapped, bool isHidden);
    [[nodiscard]] std::size_t longestPlain(std::size_t wrapped, bool hides);
    [[nodiscard]] const std::string& principal() const { return principal_; }

private:
    [[nodiscard]] core::Status begin();

    std::string principal_;
    bool protects_;
    gss_cred_id_t ticket_ = GSS_C_NO_CREDENTIAL;
    gss_name_t target_ = GSS_C_NO_NAME;
    gss_ctx_id_t context_ = GSS_C_NO_CONTEXT;
};

}  // namespace sidetone::net
