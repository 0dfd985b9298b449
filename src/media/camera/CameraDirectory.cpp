// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/camera/CameraDirectory.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <cstring>

#include "core/text.h"

namespace sidetone::media {
namespace {

/// Words of a driver end at 0, or fill their place.
template <std::size_t Octets>
std::string wordsOf(const std::uint8_t (&text)[Octets]) {
    const auto* at = reinterpret_cast<const char*>(text);
    return core::printable(std::string(at, strnlen(at, Octets)), Octets);
}

}  // namespace

std::optional<CameraInfo> CameraDirectory::ask(const std::string& node) {
    const auto opened = system_->open(node);
    v4l2_capability able{};
    if (!opened || (*opened)->control(VIDIOC_QUERYCAP, &able) < 0) return {};
    // A camera has further nodes that tell about its pictures only.
    const auto abilities =
        (able.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? able.device_caps : able.capabilities;
    const bool isCamera =
        (abilities & V4L2_CAP_VIDEO_CAPTURE) != 0 && (abilities & V4L2_CAP_STREAMING) != 0;
    if (!isCamera || modesOf(**opened).empty()) return {};
    const auto name = wordsOf(able.card);
    return CameraInfo{wordsOf(able.bus_info) + ' ' + name, name.empty() ? node : name, node};
}

bool CameraDirectory::look() {
    std::vector<CameraInfo> found;
    for (const auto& node : system_->nodes()) {
        auto camera = ask(node);
        if (!camera) continue;
        // Two sensors of one device.
        const bool isSecond = std::ranges::find(found, camera->id, &CameraInfo::id) != found.end();
        if (isSecond) camera->id += ' ' + node;
        found.push_back(std::move(*camera));
    }
    const std::lock_guard lock(mutex_);
    if (found == cameras_) return false;
    cameras_ = std::move(found);
    return true;
}

std::vector<CameraInfo> CameraDirectory::cameras() const {
    const std::lock_guard lock(mutex_);
    return cameras_;
}

void CameraDirectory::choose(std::string id) {
    const std::lock_guard lock(mutex_);
    chosen_ = std::move(id);
}

std::string CameraDirectory::chosen() const {
    const std::lock_guard lock(mutex_);
    return chosen_;
}

std::optional<CameraInfo> CameraDirectory::inUse() const {
    const std::lock_guard lock(mutex_);
    if (cameras_.empty()) return {};
    const auto found = std::ranges::find(cameras_, chosen_, &CameraInfo::id);
    return found == cameras_.end() ? cameras_.front() : *found;
}

core::Result<std::shared_ptr<CameraReader>> CameraDirectory::open(const CameraInfo& camera) {
    const std::lock_guard lock(openMutex_);
    if (auto running = open_[camera.node].lock()) {
        // One that has gone is not given to anybody else.
        if (running->isHere()) return running;
    }
    auto node = system_->open(camera.node);
    if (!node) return node.error();
    auto reader = CameraReader::open(std::move(*node), camera.name);
    if (!reader) return reader.error();
    std::shared_ptr<CameraReader> shared = std::move(*reader);
    open_[camera.node] = shared;
    return shared;
}

}  // namespace sidetone::media
