// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/Upload.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "messaging/files/FileReader.h"
#include "messaging/files/fileNames.h"
#include "net/HttpBody.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

constexpr core::Milliseconds longestSilence = 60s;

std::string megabytes(std::int64_t size) {
    return std::to_string((size + (1 << 20) - 1) >> 20) + " MiB";
}

}  // namespace

/// The file as the body of a PUT.
class Upload::Source final : public net::HttpSource {
public:
    Source(FileWorker& worker, const store::StoredAttachment& file, std::int64_t size,
           const std::optional<FileKey>& key, std::function<void(std::int64_t)> moved)
        : reader_(worker, file.path, {0, file.size}, key), size_(size), moved_(std::move(moved)) {}

    [[nodiscard]] std::int64_t size() const override { return size_; }
    [[nodiscard]] std::optional<std::int64_t> read(char* to, std::size_t most) override {
        const auto front = reader_.front();
        if (front.empty()) {
            if (reader_.hasFailed()) return -1;
            if (reader_.isAtEnd()) return given_ == size_ ? 0 : -1;
            return {};
        }
        const auto count = std::min(most, front.size());
        std::memcpy(to, front.data(), count);
        reader_.consume(count);
        given_ += std::int64_t(count);
        if (moved_) moved_(given_);
        return std::int64_t(count);
    }
    void rewind() override {
        given_ = 0;
        reader_.rewind();
    }
    void setReady(std::function<void()> ready) override { reader_.setReady(std::move(ready)); }
    void forget() { moved_ = nullptr; }
    [[nodiscard]] const std::string& hash() const { return reader_.hash(); }

private:
    FileReader reader_;
    std::int64_t size_;
    std::int64_t given_ = 0;
    std::function<void(std::int64_t)> moved_;
};

Upload::Upload(TransferMeans& means, std::int64_t id, Form form, TransferDone done)
    : means_(means), id_(id), done_(std::move(done)) {
    const auto& file = *means.ledger.find(id)->attachment;
    name_ = file.name;
    mediaType_ = file.mediaType;
    size_ = file.size;
    if (form == Form::Clear) return;
    key_ = FileKey::make(means.random);
    size_ += FileCipher::overhead;
    // Who keeps the file must not learn what it is.
    const auto extension = extensionOf(name_);
    name_ = means.random.hex(8) + (extension.empty() ? "" : "." + extension);
    mediaType_ = "application/octet-stream";
}

Upload::~Upload() {
    if (source_) source_->forget();
}

std::string Upload::tried() const {
    return "Sending " + means_.ledger.find(id_)->attachment->name + " to the server";
}

void Upload::start() {
    means_.services.whenKnown([this, alive = std::weak_ptr(alive_)] {
        if (alive.lock()) askForSlot();
    });
}

void Upload::askForSlot() {
    const auto& services = means_.services;
    if (services.upload().empty()) {
        return done_(core::fail(core::ErrorCode::Unsupported, tried(), "it does not take files",
                                "Ask your administrator."));
    }
    if (services.largest() >= 0 && size_ > services.largest()) {
        return done_(core::fail(core::ErrorCode::TooLarge, tried(),
                                "it takes files up to " + megabytes(services.largest()) +
                                    ", this one has " + megabytes(size_)));
    }
    means_.uploads.slot(services.upload(), name_, size_, mediaType_)
        .then(owner_, [this](const core::Result<xmpp::UploadSlot>& slot) {
            if (slot) return put(*slot);
            auto error = slot.error();
            error.tried = tried();
            done_(std::move(error));
        });
}

void Upload::put(const xmpp::UploadSlot& slot) {
    const auto& file = *means_.ledger.find(id_)->attachment;
    source_ = std::make_shared<Source>(
        means_.worker, file, size_, key_,
        [this](std::int64_t given) { means_.ledger.progress(id_, given); });
    net::HttpRequest request;
    request.method = "PUT";
    request.url = slot.putUrl;
    request.headers = slot.headers;
    if (!mediaType_.empty()) request.headers.emplace_back("Content-Type", mediaType_);
    request.timeout = longestSilence;
    request.source = source_;
    means_.http()
        .send(std::move(request))
        .then(owner_, [this, url = slot.getUrl](const core::Result<net::HttpResponse>& answer) {
            if (answer) return answered(*answer, url);
            auto error = answer.error();
            error.tried = tried();
            done_(std::move(error));
        });
}

core::Error Upload::refusal(int status) const {
    const auto said = " (status " + std::to_string(status) + ")";
    switch (status) {
        case 401:
        case 403:
            return core::fail(core::ErrorCode::Forbidden, tried(),
                              "it does not take the permission that it gave itself" + said,
                              "Ask your administrator.");
        case 409:
        case 410:
            return core::fail(core::ErrorCode::Timeout, tried(),
                              "the place that it gave has expired" + said, "Try again.");
        case 413:
            return core::fail(core::ErrorCode::TooLarge, tried(), "the file is too large" + said);
        case 507:
            return core::fail(core::ErrorCode::Unavailable, tried(), "it has no room left" + said,
                              "Try again later, or ask your administrator.");
        default:
            return core::fail(
                status < 500 ? core::ErrorCode::Forbidden : core::ErrorCode::Unavailable, tried(),
                "it answered with status " + std::to_string(status),
                "Try again later, or ask your administrator.");
    }
}

void Upload::answered(const net::HttpResponse& answer, const std::string& getUrl) {
    if (answer.status != 201 && answer.status != 200) return done_(refusal(answer.status));
    auto url = getUrl;
    if (key_) {
        const auto rest = url.find("://");
        url = "aesgcm" + url.substr(rest) + "#" + key_->fragment().reveal();
    }
    means_.ledger.change(id_, [&](store::StoredAttachment& file) {
        file.url = url;
        file.hash = source_->hash();
        file.transferred = file.size;
    });
    done_({});
}

}  // namespace sidetone::messaging
