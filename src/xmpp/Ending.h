// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// Whether trying again makes sense after a stream ended.
enum class Retry {
    Later,      ///< the same servers, after a while
    Elsewhere,  ///< the server named another host (see-other-host), in Ending::host
    Never,      ///< it would fail again or do harm
};

/// Why a stream ended.
struct Ending {
    core::Error error;
    Retry retry = Retry::Later;
    std::string host;  ///< "host" or "host:port", for Retry::Elsewhere
};

/// Reads `<stream:error/>` (RFC 6120 4.9.3, reference/messaging.md 2.8).
[[nodiscard]] Ending readStreamError(const core::XmlElement& error, const std::string& tried);
/// Reads `<failure/>` of SASL (RFC 6120 6.5).
[[nodiscard]] Ending readSaslFailure(const core::XmlElement& failure, const std::string& tried);

}  // namespace sidetone::xmpp
