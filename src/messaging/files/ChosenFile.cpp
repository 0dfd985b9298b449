// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/ChosenFile.h"

#include <QMimeDatabase>
#include <fstream>

#include "core/Result.h"

namespace sidetone::messaging {

std::string mediaTypeOf(const std::string& name) {
    const auto type = QMimeDatabase().mimeTypeForFile(QString::fromStdString(name),
                                                      QMimeDatabase::MatchExtension);
    return type.name().toStdString();
}

void ChosenFile::look() {
    const auto refuse = [this](const char* why) {
        error = core::fail(core::ErrorCode::InvalidInput, "Sending " + name, why);
    };
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (!std::filesystem::is_regular_file(status)) return refuse("it is no file");
    size = std::int64_t(std::filesystem::file_size(path, problem));
    if (problem || !std::ifstream(path, std::ios::binary)) return refuse("it cannot be read");
    if (size == 0) return refuse("it is empty");
    mediaType = mediaTypeOf(name);
}

}  // namespace sidetone::messaging
