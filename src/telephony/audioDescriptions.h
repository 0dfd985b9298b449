// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "media/AudioParameters.h"
#include "sip/sdp/AudioNegotiation.h"
#include "telephony/LineSettings.h"

namespace sidetone::telephony {

// Between the words of SDP and those of the media engine.

/// The engine's formats as SDP writes them, in the same order.
[[nodiscard]] std::vector<sip::AudioFormat> formatsOf(
    const std::vector<media::AudioFormat>& formats);
/// A fresh key for each suite that is offered, strongest first.
[[nodiscard]] std::vector<sip::Crypto> makeKeys(core::Random& random);
/// Keys travel in the clear on anything but TLS, so there they are not offered (ENC-08).
[[nodiscard]] sip::KeyPolicy keyPolicyFor(MediaSecurity security, sip::TransportKind transport);
[[nodiscard]] media::MediaDirection mediaDirectionOf(sip::Direction direction);
/// The most that sound with this codec takes, bit/s without headers: what pictures leave to it.
[[nodiscard]] int mostBitsOf(const sip::AudioFormat& format);
/// What was agreed, for the engine. Unsupported where it has no such codec or suite.
[[nodiscard]] core::Result<media::AudioParameters> parametersOf(const sip::AgreedAudio& agreed);

}  // namespace sidetone::telephony
