// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "directory/ldap/SaslLayer.h"

namespace sidetone::directory {

/// The client's side of SASL's mechanism GSSAPI (RFC 4752 3.1): first both prove who they are,
/// then they agree on what protects the messages that follow. Over TLS that is nothing; without
/// it encryption, or at least integrity, or the bind is given up. Protocol thread.
class GssapiExchange {
public:
    /// `isEncrypted`: the connection is, by TLS.
    GssapiExchange(std::shared_ptr<net::SecurityContext> context, bool isEncrypted);

    /// What to send for the server's challenge; the first one is empty. It goes away with the
    /// exchange.
    [[nodiscard]] core::Task<std::string> answer(std::string challenge);
    /// All that we have to say was said: the server may say that it is content.
    [[nodiscard]] bool isDone() const { return stage_ == Stage::Done; }
    /// When all is done; null where nothing is needed.
    [[nodiscard]] std::unique_ptr<SaslLayer> layer() const;

private:
    enum class Stage { Proving, Agreeing, Done };
    [[nodiscard]] core::Result<std::string> agree(const std::string& offer);

    std::shared_ptr<net::SecurityContext> context_;
    bool isEncrypted_;
    Stage stage_ = Stage::Proving;
    SaslProtection protection_ = SaslProtection::None;
    std::size_t largestSent_ = 0;
    core::Owner owner_;
};

}  // namespace sidetone::directory
