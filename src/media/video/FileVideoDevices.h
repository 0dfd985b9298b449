// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Result.h"
#include "media/video/VideoDevices.h"

namespace sidetone::media {

/// Pictures from a Y4M file or the test pattern, and into a Y4M file, for machines without camera
/// and window. The file that is written has the size w288p; a later call begins it anew.
class FileVideoDevices final : public VideoDevices {
public:
    /// `in`: a file, "test" for the pattern, empty for nothing to send. `out`: a file, or empty.
    /// Both are tried at once; errors as those of Y4mSource and Y4mWriter.
    [[nodiscard]] static core::Result<std::unique_ptr<FileVideoDevices>> create(std::string in,
                                                                                std::string out);
    [[nodiscard]] bool hasSource() const override { return !in_.empty(); }
    [[nodiscard]] std::unique_ptr<VideoSource> openSource() override;
    [[nodiscard]] std::unique_ptr<VideoSink> openSink() override;
    [[nodiscard]] std::string text() const override;

private:
    FileVideoDevices(std::string in, std::string out) : in_(std::move(in)), out_(std::move(out)) {}

    std::string in_;
    std::string out_;
};

}  // namespace sidetone::media
