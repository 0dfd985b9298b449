// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video/Y4mFile.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::media {
namespace {

constexpr std::string_view magic = "YUV4MPEG2 ";
/// Longer first lines belong to something else.
constexpr std::size_t longestLine = 256;

core::Error bad(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading a Y4M file", std::move(why),
                      "Make it with: ffmpeg -i FILE -pix_fmt yuv420p OUT.y4m");
}

int rateOf(std::string_view text) {
    const auto colon = text.find(':');
    const auto upper = core::parseNumber(text.substr(0, colon));
    const auto lower = colon == std::string_view::npos ? std::optional<std::uint64_t>(1)
                                                       : core::parseNumber(text.substr(colon + 1));
    if (!upper || !lower || *lower == 0 || *upper > 1'000'000'000) return 0;
    return static_cast<int>(std::min<std::uint64_t>((*upper + *lower / 2) / *lower, 241));
}

int sideOf(std::string_view text) {
    const auto side = core::parseNumber(text);
    return side && *side <= Picture::mostPixels ? static_cast<int>(*side) : 0;
}

bool isPlain420(std::string_view colours) {
    return colours == "420" || colours == "420jpeg" || colours == "420mpeg2" ||
           colours == "420paldv";
}

/// A line without its end; empty where it is longer than it may be.
std::string readLine(std::istream& file) {
    std::string line;
    for (char c = 0; line.size() < longestLine && file.get(c);) {
        if (c == '\n') return line;
        line += c;
    }
    return {};
}

}  // namespace

core::Result<Y4mHeader> parseY4mHeader(std::string_view line) {
    if (!line.starts_with(magic)) return bad("it does not begin with YUV4MPEG2");
    Y4mHeader header;
    for (const auto part : core::split(line.substr(magic.size()), ' ')) {
        if (part.empty()) continue;
        const auto value = part.substr(1);
        if (part[0] == 'W') header.size.width = sideOf(value);
        if (part[0] == 'H') header.size.height = sideOf(value);
        if (part[0] == 'F') header.framesPerSecond = rateOf(value);
        if (part[0] == 'I' && value != "p" && value != "?") return bad("it is interlaced");
        if (part[0] == 'C' && !isPlain420(value)) {
            return bad("its pictures are not planar 4:2:0 with 8 bits");
        }
    }
    const auto [width, height] = header.size;
    if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
        return bad("the size of its pictures makes no sense");
    }
    if (header.framesPerSecond < 1 || header.framesPerSecond > 240) {
        return bad("its frame rate makes no sense");
    }
    return header;
}

core::Result<std::unique_ptr<Y4mSource>> Y4mSource::open(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return core::fail(core::ErrorCode::NotFound, "Opening " + path, "it cannot be read");
    }
    auto header = parseY4mHeader(readLine(file));
    if (!header) return header.error();
    const auto first = file.tellg();
    auto source = std::unique_ptr<Y4mSource>(new Y4mSource(std::move(file), *header, first));
    if (!source->read()) return bad("there is no whole picture in it");
    source->file_.seekg(first);
    return source;
}

PicturePointer Y4mSource::read() {
    if (!readLine(file_).starts_with("FRAME")) return nullptr;
    auto picture = std::make_shared<Picture>(header_.size);
    const auto bytes = picture->bytes();
    if (!file_.read(reinterpret_cast<char*>(bytes.data()),
                    static_cast<std::streamsize>(bytes.size()))) {
        return nullptr;
    }
    return picture;
}

PicturePointer Y4mSource::next(const PictureSize& /*wanted*/) {
    if (auto picture = read()) return picture;
    file_.clear();
    file_.seekg(first_);
    return read();
}

core::Result<std::unique_ptr<Y4mWriter>> Y4mWriter::create(const std::string& path,
                                                           PictureSize size, int framesPerSecond) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    if (!file) {
        return core::fail(core::ErrorCode::Storage, "Making " + path, "it cannot be written");
    }
    file << magic << 'W' << size.width << " H" << size.height << " F" << framesPerSecond
         << ":1 Ip A1:1 C420jpeg\n";
    file.flush();
    return std::unique_ptr<Y4mWriter>(new Y4mWriter(std::move(file), size));
}

void Y4mWriter::show(const PicturePointer& picture) {
    const auto scaled = scaler_.scaled(picture, size_);
    file_ << "FRAME\n";
    const auto bytes = scaled->bytes();
    file_.write(reinterpret_cast<const char*>(bytes.data()),
                static_cast<std::streamsize>(bytes.size()));
    file_.flush();
}

}  // namespace sidetone::media
