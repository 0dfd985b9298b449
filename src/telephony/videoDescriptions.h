// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "media/video/VideoParameters.h"
#include "sip/sdp/VideoNegotiation.h"

namespace sidetone::telephony {

/// What the engine needs of what offer and answer agreed. `audioBits`: the most that the call's
/// sound takes, bit/s without headers: the picture gets the rest of what the call may have
/// (RATE-05).
[[nodiscard]] core::Result<media::VideoParameters> videoParametersOf(const sip::AgreedVideo& agreed,
                                                                     int audioBits);

}  // namespace sidetone::telephony
