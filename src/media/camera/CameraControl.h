// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <string>
#include <vector>

#include "core/Result.h"
#include "media/video/PictureFeed.h"

namespace sidetone::media {

/// One camera of this machine.
struct CameraInfo {
    std::string id;    ///< the same after it was plugged in again at the same place
    std::string name;  ///< as its maker calls it
    std::string node;  ///< "/dev/video0"
    friend bool operator==(const CameraInfo&, const CameraInfo&) = default;
};

/// Which camera calls take, for windows and terminal. Protocol thread; nothing blocks.
class CameraControl : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual std::vector<CameraInfo> cameras() const = 0;
    /// The id of the one that was chosen, also where it is not there; empty: the first.
    [[nodiscard]] virtual std::string chosen() const = 0;
    /// Kept for the next start; calls change to it at once. Forbidden where policy has locked it.
    virtual core::Status choose(const std::string& id) = 0;
    /// Switches the camera on to be looked at, until stopPreview().
    virtual std::shared_ptr<PictureFeed> startPreview() = 0;
    virtual void stopPreview() = 0;
    /// Why the preview has no picture, a sentence; empty while it has, or begins.
    [[nodiscard]] virtual std::string previewTrouble() const = 0;

Q_SIGNALS:
    /// Of any of the above.
    void changed();
};

}  // namespace sidetone::media
