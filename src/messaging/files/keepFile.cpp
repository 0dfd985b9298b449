// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/keepFile.h"

#include <utility>

#include "messaging/files/fileNames.h"

namespace sidetone::messaging {

std::filesystem::path partOf(const std::filesystem::path& folder, const std::string& name,
                             std::int64_t id) {
    return folder / (name + "." + std::to_string(id) + ".part");
}

void keepFile(FileWorker& worker, const std::filesystem::path& part, const std::string& name,
              const Expected& expected, const FileWriter::Written& written,
              std::function<void(core::Result<std::filesystem::path>)> done) {
    const bool isWrong = (expected.size >= 0 && written.size != expected.size) ||
                         (!expected.hash.empty() && written.hash != expected.hash);
    if (isWrong) {
        dropPart(worker, part, [name, done = std::move(done)] {
            done(core::fail(core::ErrorCode::BadAnswer, "Checking " + name,
                            "it is not what the sender sent", "Ask the sender to send it again."));
        });
        return;
    }
    auto moved = std::make_shared<core::Result<std::filesystem::path>>(part);
    worker.run([moved, part, name] { *moved = moveInto(part.parent_path(), name, part); },
               [moved, done = std::move(done)] { done(std::move(*moved)); });
}

void dropPart(FileWorker& worker, const std::filesystem::path& part, std::function<void()> done) {
    worker.run(
        [part] {
            std::error_code ignored;
            std::filesystem::remove(part, ignored);
        },
        [done = std::move(done)] {
            if (done) done();
        });
}

}  // namespace sidetone::messaging
