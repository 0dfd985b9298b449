// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "core/XmlElement.h"
#include "xmpp/Account.h"

namespace sidetone::xmpp {

/// Whether trying again makes sense after a stream ended.
enum class Retry {
    Later,      ///< the same servers, after a while
    Elsewhere,  ///< the server named another host (see-other-host), in Ending::host
    Renewed,    ///< with another token, once: the server did not take this one
    Never,      ///< it would fail again or do harm
};

/// Why a stream ended.
struct Ending {
    core::Error error;
    Retry retry = Retry::Later;
    std::string host;         ///< "host" or "host:port", for Retry::Elsewhere
    bool isShutdown = false;  ///< the node goes down: a resumption there is no use
};

/// Reads `<stream:error/>` (RFC 6120 4.9.3, reference/messaging.md 2.8).
[[nodiscard]] Ending readStreamError(const core::XmlElement& error, const std::string& tried);
/// Reads `<failure/>` of SASL (RFC 6120 6.5), and says what it means for that proof.
[[nodiscard]] Ending readSaslFailure(const core::XmlElement& failure, const std::string& tried,
                                     Proof proof);

}  // namespace sidetone::xmpp
