// SPDX-License-Identifier: GPL-3.0-or-later
#include "voicemail/VoiceCache.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "voicemail/readAnswers.h"

#include "core/readAll.h"

namespace sidetone::voicemail {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestList = 4U << 20U;
constexpr const char* listName = "messages.xml";

}  // namespace

std::vector<VoiceMessage> VoiceCache::messages() const {
    const auto file = folder_ / listName;
    std::error_code failed;
    if (fs::file_size(file, failed) > largestList || failed) return {};
    std::ifstream stream(file, std::ios::binary);
    auto page = readMessages(core::readAll(stream).value_or(std::string()));
    return page ? std::move(page->messages) : std::vector<VoiceMessage>();
}

core::Status VoiceCache::keep(const std::vector<VoiceMessage>& messages) const {
    std::set<fs::path> wanted{listName};
    for (const auto& message : messages) wanted.insert(soundFile(message.id).filename());
    std::error_code failed;
    for (fs::directory_iterator each(folder_, failed), end; !failed && each != end;
         each.increment(failed)) {
        std::error_code ignored;
        if (!wanted.contains(each->path().filename())) fs::remove(each->path(), ignored);
    }
    return write(folder_ / listName, writeMessages(messages));
}

fs::path VoiceCache::soundFile(const std::string& id) const {
    std::string name;
    for (const char c : id.substr(0, 120)) {
        const bool isPlain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        name += isPlain ? c : '_';
    }
    return folder_ / ("voice-" + name + ".wav");
}

fs::path VoiceCache::sound(const std::string& id) const {
    auto file = soundFile(id);
    std::error_code failed;
    return fs::is_regular_file(file, failed) ? file : fs::path();
}

core::Result<fs::path> VoiceCache::keepSound(const std::string& id, std::string_view bytes) const {
    auto file = soundFile(id);
    if (auto written = write(file, bytes); !written) return written.error();
    return file;
}

core::Status VoiceCache::write(const fs::path& file, std::string_view bytes) const {
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (!failed) fs::permissions(folder_, fs::perms::owner_all, failed);
    const auto beside = file.string() + ".new";
    if (!failed) {
        std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        stream.close();
        if (!stream) failed = std::make_error_code(std::errc::io_error);
    }
    const auto onlyOurs = fs::perms::owner_read | fs::perms::owner_write;
    if (!failed) fs::permissions(beside, onlyOurs, failed);
    if (!failed) fs::rename(beside, file, failed);
    if (!failed) return {};
    return core::fail(core::ErrorCode::Storage, "Keeping voice messages in " + folder_.string(),
                      failed.message(), "Make room on the disk.");
}

}  // namespace sidetone::voicemail
