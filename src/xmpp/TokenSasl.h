// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/Sasl.h"

namespace sidetone::xmpp {

/// The mechanisms of one message: a token or the name that a certificate proves goes out, the
/// server says yes or no. Where OAUTHBEARER's no comes as a challenge (RFC 7628 3.2.3), it is
/// answered with the %x01 that the standard wants, and the failure follows.
class TokenSasl final : public Sasl {
public:
    TokenSasl(std::string mechanism, const SaslCredentials& credentials, SaslMemory& memory);

    core::Result<std::string> step(std::string_view challenge) override;
    core::Status finish(std::string_view additional) override;
    [[nodiscard]] std::string complaint() const override { return complaint_; }

private:
    std::string first_;
    bool isSent_ = false;
    std::string complaint_;
};

/// OAUTHBEARER, CISCO-VTG-TOKEN, WEBEX-TOKEN, EXTERNAL; empty for the password, which has several.
[[nodiscard]] std::string_view mechanismOf(Proof proof);

/// "invalid_token" of {"status":"invalid_token",...} (RFC 7628 3.2.2), printable; empty where the
/// message is something else.
[[nodiscard]] std::string bearerComplaint(std::string_view json);

}  // namespace sidetone::xmpp
