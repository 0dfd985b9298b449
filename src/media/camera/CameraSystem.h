// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"

namespace sidetone::media {

/// One opened video device of the kernel (Video4Linux 2), at the level of its system calls, so
/// that a test can be the kernel. One thread at a time.
class CameraNode {
public:
    virtual ~CameraNode() = default;
    /// ioctl: 0, or a negative errno.
    virtual int control(unsigned long request, void* argument) = 0;
    /// mmap of a buffer, shared, for reading; null where it fails.
    [[nodiscard]] virtual const std::uint8_t* map(std::size_t octets, std::int64_t offset) = 0;
    virtual void unmap(const std::uint8_t* buffer, std::size_t octets) = 0;
    /// poll: waits until there is a picture (1), the time is over (0), or it fails (negative
    /// errno).
    [[nodiscard]] virtual int wait(core::Milliseconds time) = 0;
};

/// The video devices of a machine. Any thread.
class CameraSystem {
public:
    virtual ~CameraSystem() = default;
    /// "/dev/video0", sorted.
    [[nodiscard]] virtual std::vector<std::string> nodes() = 0;
    /// NotFound, Forbidden, Busy.
    [[nodiscard]] virtual core::Result<std::unique_ptr<CameraNode>> open(
        const std::string& node) = 0;
};

/// Those of this machine.
[[nodiscard]] std::unique_ptr<CameraSystem> linuxCameras();

}  // namespace sidetone::media
