// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "media/camera/CameraMode.h"
#include "media/camera/PixelConverter.h"

namespace sidetone::media {

/// One camera that gives pictures: its buffers are shared with the kernel, which fills one after
/// the other. Several may take pictures from it at the same time (a call, and the settings); it
/// is switched off when the last of them goes. Any thread.
class CameraReader {
public:
    /// Begins at once, in the best mode for calls. Busy where another program has the camera,
    /// Unsupported where it gives no pictures in a format that is known here, NotFound where it
    /// has gone.
    [[nodiscard]] static core::Result<std::unique_ptr<CameraReader>> open(
        std::unique_ptr<CameraNode> node, std::string name);
    ~CameraReader();
    CameraReader(const CameraReader&) = delete;
    CameraReader& operator=(const CameraReader&) = delete;

    /// The newest picture; waits for a new one, for 40 ms at most. Null where there was none yet;
    /// an error where the camera has gone, from then on.
    [[nodiscard]] core::Result<PicturePointer> newest();
    /// False once it has gone.
    [[nodiscard]] bool isHere() const { return failed_ == 0; }
    [[nodiscard]] const CameraMode& mode() const { return mode_; }
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    struct Buffer {
        const std::uint8_t* at = nullptr;
        std::size_t octets = 0;
    };
    CameraReader(std::unique_ptr<CameraNode> node, std::string name)
        : node_(std::move(node)), name_(std::move(name)) {}
    [[nodiscard]] core::Status begin();
    [[nodiscard]] core::Status setMode();
    [[nodiscard]] core::Status mapBuffers();
    [[nodiscard]] int give(std::uint32_t index);
    [[nodiscard]] int take();
    [[nodiscard]] core::Error failure(int code) const;

    std::mutex mutex_;  ///< held by who takes a picture
    std::unique_ptr<CameraNode> node_;
    const std::string name_;
    CameraMode mode_;
    int stride_ = 0;
    std::vector<Buffer> buffers_;
    bool runs_ = false;
    PixelConverter converter_;
    PicturePointer newest_;
    core::Instant taken_{};
    std::atomic<int> failed_ = 0;  ///< negative errno, once it has gone
};

}  // namespace sidetone::media
