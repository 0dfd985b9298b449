// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "media/camera/CameraSystem.h"

namespace sidetone::test {

/// A camera as the kernel's driver knows it. `picture` fills a buffer each time one is asked for.
struct FakeCamera {
    struct Mode {
        std::uint32_t format = V4L2_PIX_FMT_YUYV;
        std::uint32_t width = 640;
        std::uint32_t height = 480;
        std::vector<std::uint32_t> rates{30};
    };
    std::string card = "Test Camera";
    std::string bus = "usb-0000:00:14.0-1";
    std::uint32_t abilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    std::vector<Mode> modes{{}};
    std::uint32_t stride = 0;  ///< as the driver says it
    std::function<std::vector<std::uint8_t>(const v4l2_pix_format&)> picture;
    int busy = 0;                  ///< what STREAMON answers: 0 or a negative errno
    bool isGone = false;           ///< taken out
    bool isOn = false;             ///< gives pictures
    int opened = 0;                ///< times that somebody has switched it on
    std::uint32_t wrongIndex = 0;  ///< added to what DQBUF says
    std::mutex mutex;
};

/// What one program has opened.
class FakeCameraNode final : public media::CameraNode {
public:
    explicit FakeCameraNode(std::shared_ptr<FakeCamera> camera) : camera_(std::move(camera)) {}
    ~FakeCameraNode() override {
        const std::lock_guard lock(camera_->mutex);
        if (streams_) camera_->isOn = false;
    }

    int control(unsigned long request, void* argument) override {
        const std::lock_guard lock(camera_->mutex);
        if (camera_->isGone) return -ENODEV;
        switch (request) {
            case VIDIOC_QUERYCAP:
                return query(*static_cast<v4l2_capability*>(argument));
            case VIDIOC_ENUM_FMT:
                return formats(*static_cast<v4l2_fmtdesc*>(argument));
            case VIDIOC_ENUM_FRAMESIZES:
                return sizes(*static_cast<v4l2_frmsizeenum*>(argument));
            case VIDIOC_ENUM_FRAMEINTERVALS:
                return rates(*static_cast<v4l2_frmivalenum*>(argument));
            case VIDIOC_S_FMT:
                return setFormat(*static_cast<v4l2_format*>(argument));
            case VIDIOC_S_PARM:
                return 0;
            case VIDIOC_REQBUFS:
                buffers_.assign(static_cast<v4l2_requestbuffers*>(argument)->count,
                                std::vector<std::uint8_t>(4'000'000));
                return 0;
            case VIDIOC_QUERYBUF: {
                auto& buffer = *static_cast<v4l2_buffer*>(argument);
                buffer.length = 4'000'000;
                buffer.m.offset = buffer.index;
                return 0;
            }
            case VIDIOC_QBUF:
                queued_.push_back(static_cast<v4l2_buffer*>(argument)->index);
                return 0;
            case VIDIOC_DQBUF:
                return take(*static_cast<v4l2_buffer*>(argument));
            case VIDIOC_STREAMON:
                if (camera_->busy < 0) return camera_->busy;
                streams_ = camera_->isOn = true;
                ++camera_->opened;
                return 0;
            case VIDIOC_STREAMOFF:
                streams_ = camera_->isOn = false;
                return 0;
            default:
                return -ENOTTY;
        }
    }
    const std::uint8_t* map(std::size_t /*octets*/, std::int64_t offset) override {
        return buffers_[static_cast<std::size_t>(offset)].data();
    }
    void unmap(const std::uint8_t* /*buffer*/, std::size_t /*octets*/) override {}
    int wait(core::Milliseconds /*time*/) override {
        std::this_thread::yield();
        const std::lock_guard lock(camera_->mutex);
        if (camera_->isGone) return -ENODEV;
        isReady_ = true;
        return 1;
    }

private:
    template <std::size_t Octets>
    static void put(const std::string& text, std::uint8_t (&to)[Octets]) {
        std::memcpy(to, text.data(), std::min(text.size(), Octets));
    }
    int query(v4l2_capability& able) const {
        put(camera_->card, able.card);
        put(camera_->bus, able.bus_info);
        able.capabilities = V4L2_CAP_DEVICE_CAPS | camera_->abilities;
        able.device_caps = camera_->abilities;
        return 0;
    }
    [[nodiscard]] std::vector<std::uint32_t> formatList() const {
        std::vector<std::uint32_t> list;
        for (const auto& mode : camera_->modes) {
            if (std::find(list.begin(), list.end(), mode.format) == list.end()) {
                list.push_back(mode.format);
            }
        }
        return list;
    }
    int formats(v4l2_fmtdesc& asked) const {
        const auto list = formatList();
        if (asked.index >= list.size()) return -EINVAL;
        asked.pixelformat = list[asked.index];
        return 0;
    }
    int sizes(v4l2_frmsizeenum& asked) const {
        auto index = asked.index;
        for (const auto& mode : camera_->modes) {
            if (mode.format != asked.pixel_format || index-- > 0) continue;
            asked.type = V4L2_FRMSIZE_TYPE_DISCRETE;
            asked.discrete = {mode.width, mode.height};
            return 0;
        }
        return -EINVAL;
    }
    int rates(v4l2_frmivalenum& asked) const {
        for (const auto& mode : camera_->modes) {
            const bool fits = mode.format == asked.pixel_format && mode.width == asked.width &&
                              mode.height == asked.height;
            if (!fits) continue;
            if (asked.index >= mode.rates.size()) return -EINVAL;
            asked.type = V4L2_FRMIVAL_TYPE_DISCRETE;
            asked.discrete = {1, mode.rates[asked.index]};
            return 0;
        }
        return -EINVAL;
    }
    int setFormat(v4l2_format& format) {
        format.fmt.pix.bytesperline = camera_->stride;
        pixels_ = format.fmt.pix;
        return 0;
    }
    int take(v4l2_buffer& buffer) {
        if (!streams_) return -EINVAL;
        if (!isReady_ || queued_.empty()) return -EAGAIN;
        isReady_ = false;
        buffer.index = queued_.front();
        queued_.pop_front();
        const auto bytes =
            camera_->picture ? camera_->picture(pixels_) : std::vector<std::uint8_t>();
        std::copy(bytes.begin(), bytes.end(), buffers_[buffer.index].begin());
        buffer.bytesused = static_cast<std::uint32_t>(bytes.size());
        buffer.index += camera_->wrongIndex;
        return 0;
    }

    const std::shared_ptr<FakeCamera> camera_;
    v4l2_pix_format pixels_{};
    std::vector<std::vector<std::uint8_t>> buffers_;
    std::deque<std::uint32_t> queued_;
    bool streams_ = false;
    bool isReady_ = false;
};

/// The kernel's list of video devices, in a test's hands.
class FakeKernel final : public media::CameraSystem {
public:
    explicit FakeKernel(std::shared_ptr<std::map<std::string, std::shared_ptr<FakeCamera>>> cameras)
        : cameras_(std::move(cameras)) {}
    std::vector<std::string> nodes() override {
        std::vector<std::string> names;
        for (const auto& [name, camera] : *cameras_) names.push_back(name);
        return names;
    }
    core::Result<std::unique_ptr<media::CameraNode>> open(const std::string& node) override {
        const auto found = cameras_->find(node);
        if (found == cameras_->end()) {
            return core::fail(core::ErrorCode::NotFound, "Opening the camera " + node);
        }
        return std::unique_ptr<media::CameraNode>(new FakeCameraNode(found->second));
    }

private:
    std::shared_ptr<std::map<std::string, std::shared_ptr<FakeCamera>>> cameras_;
};

}  // namespace sidetone::test
