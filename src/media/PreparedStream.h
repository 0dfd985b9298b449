// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/Result.h"
#include "media/AudioParameters.h"
#include "media/PreparedRoute.h"
#include "media/SoundReceiver.h"

namespace sidetone::media {

/// AudioParameters with everything made that can fail, on the protocol thread, so that the
/// media thread only swaps pointers.
struct PreparedStream : PreparedRoute {
    AudioFormat send;
    std::unique_ptr<AudioEncoder> encoder;  ///< none: as before
    std::vector<DecoderEntry> decoders;     ///< empty: as before
    std::optional<int> sendTelephoneEvent;
    std::optional<int> receiveTelephoneEvent;
    int packetMilliseconds = 20;
    MediaDirection direction = MediaDirection::SendReceive;
};

/// Checks and makes. `before`: what is in force; what is the same there is left as it is.
[[nodiscard]] core::Result<PreparedStream> prepareStream(const AudioParameters& parameters,
                                                         const AudioParameters* before);

}  // namespace sidetone::media
