// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "media/camera/CameraControl.h"
#include "media/camera/CameraReader.h"
#include "media/camera/CameraSystem.h"

namespace sidetone::media {

/// The cameras of this machine, the one that was chosen, and those that are switched on. Any
/// thread; look() and open() may take some hundred milliseconds, the others nothing.
class CameraDirectory {
public:
    explicit CameraDirectory(std::unique_ptr<CameraSystem> system) : system_(std::move(system)) {}

    /// Asks the kernel which cameras there are; true where they are others than before.
    bool look();
    [[nodiscard]] std::vector<CameraInfo> cameras() const;
    /// An id; empty: the first that there is. It may name one that is not there now.
    void choose(std::string id);
    [[nodiscard]] std::string chosen() const;
    /// The chosen one, else the first; empty where there is none.
    [[nodiscard]] std::optional<CameraInfo> inUse() const;
    /// Switches it on, where nobody has yet.
    [[nodiscard]] core::Result<std::shared_ptr<CameraReader>> open(const CameraInfo& camera);

private:
    [[nodiscard]] std::optional<CameraInfo> ask(const std::string& node);

    const std::unique_ptr<CameraSystem> system_;
    mutable std::mutex mutex_;  ///< guards the two below
    std::vector<CameraInfo> cameras_;
    std::string chosen_;
    std::mutex openMutex_;                                     ///< held while a camera is opened
    std::map<std::string, std::weak_ptr<CameraReader>> open_;  ///< by node
};

}  // namespace sidetone::media
