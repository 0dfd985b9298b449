// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/Result.h"
#include "media/PreparedRoute.h"
#include "media/video/VideoParameters.h"

namespace sidetone::media {

/// VideoParameters with everything made that can fail, on the protocol thread.
struct PreparedVideo : PreparedRoute {
    VideoParameters parameters;
};

/// Checks and makes. `before`: what is in force; what is the same there is left as it is.
[[nodiscard]] core::Result<PreparedVideo> prepareVideo(const VideoParameters& parameters,
                                                       const VideoParameters* before);

}  // namespace sidetone::media
