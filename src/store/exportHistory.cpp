// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/exportHistory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

#include "store/Store.h"
#include "store/completeMessages.h"
#include "store/exportForms.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

constexpr int pageSize = 500;

using Page = std::vector<StoredMessage>;

core::Result<Page> nextPage(Database& database, const std::string& peer, std::int64_t time,
                            std::int64_t id) {
    auto rows = peer.empty() ? database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                                              "WHERE m.id > ? ORDER BY m.id LIMIT ?",
                                              {id, std::int64_t(pageSize)})
                             : database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                                              "WHERE c.peer = ? AND (m.time, m.id) > (?, ?)"
                                              " ORDER BY m.time, m.id LIMIT ?",
                                              {peer, time, id, std::int64_t(pageSize)});
    if (!rows) return rows.error();
    return completeMessagesOf(database, *rows);
}

/// The file under its first name; removed unless it got the last one.
class Draft {
public:
    explicit Draft(std::filesystem::path file) : file_(std::move(file)), draft_(file_) {
        draft_ += ".part";
        ::unlink(draft_.c_str());
        descriptor_ = ::open(draft_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    }
    ~Draft() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        ::unlink(draft_.c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    core::Status write(std::string_view text) {
        while (descriptor_ >= 0 && !text.empty()) {
            const auto written = ::write(descriptor_, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return failed();
            text.remove_prefix(std::size_t(written));
        }
        if (descriptor_ < 0) return failed();
        return {};
    }
    core::Status finish() {
        if (::fsync(descriptor_) != 0) return failed();
        if (::rename(draft_.c_str(), file_.c_str()) != 0) return failed();
        ::close(std::exchange(descriptor_, -1));
        return {};
    }

private:
    [[nodiscard]] core::Error failed() const {
        return {core::ErrorCode::Storage, "Writing " + file_.string(),
                std::error_code(errno, std::system_category()).message(),
                "Choose another folder, or free some space."};
    }
    std::filesystem::path file_;
    std::filesystem::path draft_;
    int descriptor_ = -1;
};

class Export : public std::enable_shared_from_this<Export> {
public:
    Export(Store& store, ExportRequest request)
        : store_(store), request_(std::move(request)), draft_(request_.file) {}

    core::Task<int> start() {
        auto task = promise_.task();
        promise_.onCancel([weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->owner_.cancelAll();
        });
        if (auto done = draft_.write(exportHead(request_.form)); !done) {
            promise_.settle(done.error());
        } else {
            ask();
        }
        return task;
    }

private:
    void ask() {
        const auto peer = request_.peer ? request_.peer->text() : std::string();
        store_
            .run<Page>([peer, time = time_, id = id_](Database& database) {
                return nextPage(database, peer, time, id);
            })
            .then(owner_, [self = shared_from_this()](const core::Result<Page>& page) {
                self->write(page);
            });
    }
    void write(const core::Result<Page>& page) {
        if (!page) return promise_.settle(page.error());
        std::string text;
        for (const auto& message : *page) {
            text += exportMessage(request_.form, message, request_.ownName, written_++ == 0);
        }
        if (auto done = draft_.write(text); !done) return promise_.settle(done.error());
        if (int(page->size()) < pageSize) return finish();
        time_ = toNumber(page->back().time);
        id_ = page->back().id;
        if (request_.progress) request_.progress(written_);
        if (promise_.isSettled()) return;  // cancelled by who was told
        ask();
    }
    void finish() {
        auto done = draft_.write(exportTail(request_.form));
        if (done) done = draft_.finish();
        if (!done) return promise_.settle(done.error());
        promise_.settle(written_);
    }

    Store& store_;
    ExportRequest request_;
    Draft draft_;
    std::int64_t time_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t id_ = 0;
    int written_ = 0;
    core::Promise<int> promise_;
    core::Owner owner_;
};

}  // namespace

core::Task<int> exportHistory(Store& store, ExportRequest request) {
    return std::make_shared<Export>(store, std::move(request))->start();
}

}  // namespace sidetone::store
