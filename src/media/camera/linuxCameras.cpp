// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "media/camera/CameraSystem.h"

namespace sidetone::media {
namespace {

class LinuxCameraNode final : public CameraNode {
public:
    explicit LinuxCameraNode(int file) : file_(file) {}
    ~LinuxCameraNode() override { ::close(file_); }
    LinuxCameraNode(const LinuxCameraNode&) = delete;
    LinuxCameraNode& operator=(const LinuxCameraNode&) = delete;

    int control(unsigned long request, void* argument) override {
        while (::ioctl(file_, request, argument) < 0) {
            if (errno != EINTR) return -errno;
        }
        return 0;
    }
    const std::uint8_t* map(std::size_t octets, std::int64_t offset) override {
        void* at = ::mmap(nullptr, octets, PROT_READ, MAP_SHARED, file_, offset);
        return at == MAP_FAILED ? nullptr : static_cast<const std::uint8_t*>(at);
    }
    void unmap(const std::uint8_t* buffer, std::size_t octets) override {
        ::munmap(const_cast<std::uint8_t*>(buffer), octets);
    }
    int wait(core::Milliseconds time) override {
        pollfd ask{file_, POLLIN, 0};
        const int ready = ::poll(&ask, 1, static_cast<int>(time.count()));
        if (ready < 0) return errno == EINTR ? 0 : -errno;
        if (ready > 0 && (ask.revents & POLLIN) == 0) return -ENODEV;
        return ready;
    }

private:
    const int file_;
};

class LinuxCameras final : public CameraSystem {
public:
    std::vector<std::string> nodes() override {
        std::vector<std::string> found;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator("/dev", ignored)) {
            if (entry.path().filename().string().starts_with("video")) {
                found.push_back(entry.path().string());
            }
        }
        std::ranges::sort(found, [](const auto& a, const auto& b) {
            return a.size() == b.size() ? a < b : a.size() < b.size();
        });
        return found;
    }
    core::Result<std::unique_ptr<CameraNode>> open(const std::string& node) override {
        const int file = ::open(node.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (file >= 0) return std::unique_ptr<CameraNode>(new LinuxCameraNode(file));
        const auto tried = "Opening the camera " + node;
        const std::string answer = std::strerror(errno);
        if (errno == EBUSY) {
            return core::fail(core::ErrorCode::Busy, tried, answer,
                              "End the program that uses the camera.");
        }
        if (errno == EACCES || errno == EPERM) {
            return core::fail(core::ErrorCode::Forbidden, tried, answer,
                              "Ask your administrator to put you into the group video.");
        }
        return core::fail(core::ErrorCode::NotFound, tried, answer);
    }
};

}  // namespace

std::unique_ptr<CameraSystem> linuxCameras() {
    return std::make_unique<LinuxCameras>();
}

}  // namespace sidetone::media
