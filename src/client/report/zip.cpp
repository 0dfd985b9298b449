// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/report/zip.h"

#include <sys/stat.h>
#include <zip.h>

#include <memory>
#include <string>

namespace sidetone::client {
namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

core::Error broken(const std::filesystem::path& path, std::string why) {
    return core::fail(core::ErrorCode::Storage, "Writing the problem report " + path.string(),
                      std::move(why), "Check the disk's free space and who may write there.");
}

}  // namespace

core::Status writeZip(const std::filesystem::path& path, const std::vector<ReportFile>& files) {
    int code = 0;
    std::unique_ptr<zip_t, Discard> archive(
        zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        std::string why = zip_error_strerror(&error);
        zip_error_fini(&error);
        return broken(path, std::move(why));
    }
    for (const auto& file : files) {
        // The texts outlive the archive: libzip reads them when it is closed.
        auto* source = zip_source_buffer(archive.get(), file.text.data(), file.text.size(), 0);
        if (source == nullptr) return broken(path, zip_strerror(archive.get()));
        const auto added = zip_file_add(archive.get(), file.name.c_str(), source,
                                        ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE);
        if (added < 0) {
            zip_source_free(source);
            return broken(path, zip_strerror(archive.get()));
        }
    }
    if (zip_close(archive.get()) != 0) return broken(path, zip_strerror(archive.get()));
    static_cast<void>(archive.release());  // closed, and so no longer there
    if (chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
        return broken(path, "its rights cannot be set");
    }
    return {};
}

}  // namespace sidetone::client
