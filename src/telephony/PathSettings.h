// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Secret.h"
#include "media/paths/PathGatherer.h"
#include "net/Endpoint.h"

namespace sidetone::telephony {

/// Whether the sound's keys come from a handshake between both phones (DTLS-SRTP, ENC-09), which
/// no server on the way knows; and with it, whether a way through networks is looked for (ICE).
/// Nowhere where MediaSecurity leaves sound unencrypted.
enum class EndToEnd {
    Never,
    WherePossible,  ///< offered beside what else is offered; whoever does not know it reads over it
    Always,         ///< a call without it does not come about
};

/// How calls find their way.
struct PathSettings {
    EndToEnd endToEnd = EndToEnd::Never;
    media::PathChoice choice = media::PathChoice::Any;
    net::Endpoint stun;  ///< name or address; port 0: there is none
    net::Endpoint turn;  ///< over UDP; port 0: there is none
    std::string turnUser;
    core::Secret turnPassword;
};

}  // namespace sidetone::telephony
