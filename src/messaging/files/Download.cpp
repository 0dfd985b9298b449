// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/Download.h"

#include <QHostAddress>
#include <iterator>
#include <utility>

#include "core/text.h"
#include "messaging/files/fileMessage.h"
#include "messaging/files/keepFile.h"
#include "net/HttpBody.h"
#include "net/Url.h"

namespace sidetone::messaging {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""s;

constexpr core::Milliseconds longestSilence = 60s;
/// Before each try after a cut; as many of them may bring nothing, so that a server that stands
/// still or starts anew does not cost what came from it.
constexpr core::Milliseconds waits[] = {1s, 1s, 2s, 4s, 8s, 16s};
constexpr int mostRedirects = 3;

/// Troubles of a moment: of the network, a server or what stands between.
bool mayPass(ErrorCode code) {
    return code == ErrorCode::BadAnswer || code == ErrorCode::Timeout ||
           code == ErrorCode::Unreachable || code == ErrorCode::Refused ||
           code == ErrorCode::Unavailable;
}

/// Where the answer's piece begins: "bytes 100-199/200"; empty where it does not say.
std::optional<std::int64_t> startOf(std::string_view range) {
    if (!range.starts_with("bytes ")) return {};
    const auto number = core::parseNumber(range.substr(6, range.find('-') - 6));
    return number ? std::optional(std::int64_t(*number)) : std::nullopt;
}

}  // namespace

bool isPublicAddress(const std::string& numeric) {
    QHostAddress address(QString::fromStdString(numeric));
    bool isFour = false;
    if (const auto four = address.toIPv4Address(&isFour); isFour) address = QHostAddress(four);
    if (address.isNull()) return false;
    static constexpr const char* refused[] = {
        "0.0.0.0/8",     "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",   "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
        "::/127",        "fc00::/7",     "fe80::/10",      "ff00::/8",      "64:ff9b:1::/48"};
    for (const auto* subnet : refused) {
        if (address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(subnet))))
            return false;
    }
    return true;
}

/// Writes the answer behind what is there.
class Download::Sink final : public net::HttpSink {
public:
    Sink(FileWorker& worker, std::filesystem::path part, std::int64_t have,
         std::optional<FileKey> key, std::int64_t largest, std::function<void(std::int64_t)> moved)
        : worker_(worker),
          part_(std::move(part)),
          have_(have),
          key_(std::move(key)),
          largest_(largest),
          moved_(std::move(moved)) {}

    [[nodiscard]] bool begin(const net::HttpResponse& head) override {
        const bool isPiece = head.status == 206 && startOf(head.header("content-range")) == have_;
        if (head.status != 200 && !isPiece) return false;
        const auto keep = isPiece ? have_ : 0;
        const auto length = core::parseNumber(head.header("content-length"));
        if (length) total_ = keep + std::int64_t(*length);
        isTooLarge_ = total_ > largest_;
        writer_.emplace(worker_, FileWriter::Settings{part_, keep, HashKind::Sha256, key_});
        writer_->setReady(ready_);
        return true;
    }
    [[nodiscard]] Taken take(std::string_view bytes) override {
        isTooLarge_ = isTooLarge_ || writer_->size() + std::int64_t(bytes.size()) > largest_;
        if (isTooLarge_ || writer_->failure()) return Taken::No;
        if (!writer_->write(bytes)) return Taken::Later;
        if (moved_) moved_(writer_->size());
        return Taken::Yes;
    }
    void setReady(std::function<void()> ready) override {
        ready_ = std::move(ready);
        if (writer_) writer_->setReady(ready_);
    }
    void forget() { moved_ = nullptr; }
    [[nodiscard]] FileWriter* writer() { return writer_ ? &*writer_ : nullptr; }
    [[nodiscard]] bool isTooLarge() const { return isTooLarge_; }
    [[nodiscard]] std::int64_t total() const { return total_; }

private:
    FileWorker& worker_;
    std::filesystem::path part_;
    std::int64_t have_;
    std::optional<FileKey> key_;
    std::int64_t largest_;
    std::int64_t total_ = -1;
    bool isTooLarge_ = false;
    std::optional<FileWriter> writer_;
    std::function<void(std::int64_t)> moved_;
    std::function<void()> ready_;
};

Download::Download(TransferMeans& means, std::int64_t id, TransferDone done)
    : means_(means), id_(id), done_(std::move(done)) {
    const auto& file = *means.ledger.find(id)->attachment;
    url_ = file.url.substr(0, file.url.find('#'));
    if (isSealedUrl(file.url)) {
        key_ = FileKey::fromFragment(std::string_view(file.url).substr(url_.size() + 1));
        url_.replace(0, url_.find("://"), "https");
    }
    folder_ = means.folder();
    part_ = partOf(folder_, file.name, id);
}

Download::~Download() {
    if (sink_) sink_->forget();
}

std::string Download::tried() const {
    const auto* message = means_.ledger.find(id_);
    return "Fetching " + (message != nullptr ? message->attachment->name : std::string("a file"));
}

void Download::fail(ErrorCode code, const std::string& answer, const std::string& advice) {
    done_(core::fail(code, tried(), answer, advice));
}

void Download::start() {
    const auto url = net::HttpUrl::parse(url_);
    if (!url || !url->isSecure) {
        return fail(ErrorCode::Forbidden, "its address is not an encrypted one");
    }
    auto have = std::make_shared<std::int64_t>(0);
    // What was half decrypted cannot be gone on with.
    const bool canResume = !key_;
    means_.services.whenKnown(
        [this, have, canResume, host = url->server.host, alive = std::weak_ptr(alive_)] {
            if (!alive.lock()) return;
            const auto& service = means_.services.upload();
            isOfOurServer_ = !service.empty() && host == service;
            means_.worker.run(
                [have, canResume, part = part_] {
                    std::error_code none;
                    const auto size = std::filesystem::file_size(part, none);
                    if (!none && canResume) *have = std::int64_t(size);
                },
                [this, have, alive] {
                    if (alive.lock()) get(*have);
                });
        });
}

void Download::get(std::int64_t have) {
    had_ = have;
    sink_ =
        std::make_shared<Sink>(means_.worker, part_, have, key_, means_.largestReceived(),
                               [this](std::int64_t size) { means_.ledger.progress(id_, size); });
    net::HttpRequest request;
    request.url = url_;
    request.timeout = longestSilence;
    request.sink = sink_;
    if (have > 0) request.headers.emplace_back("Range", "bytes=" + std::to_string(have) + "-");
    if (!isOfOurServer_) request.acceptsAddress = isPublicAddress;
    means_.http()
        .send(std::move(request))
        .then(owner_, [this](const core::Result<net::HttpResponse>& answer) { answered(answer); });
}

void Download::answered(const core::Result<net::HttpResponse>& answer) {
    auto* writer = sink_->writer();
    if (sink_->isTooLarge()) return fail(ErrorCode::TooLarge, "it is larger than allowed");
    if (writer != nullptr && writer->failure()) return done_(*writer->failure());
    if (!answer) return cut(answer.error());
    if (follow(*answer)) return;
    const bool isComplete =
        sink_->total() < 0 || writer == nullptr || writer->size() == sink_->total();
    if (writer != nullptr && isComplete) return finish();
    switch (answer->status) {
        case 404:
        case 410:
            return fail(ErrorCode::NotFound, "the server does not have it any more",
                        "Ask the sender to send it again.");
        case 416:
            // What is here is not the beginning of it, or is all of it.
            if (had_ == 0) break;
            return dropPart(means_.worker, part_, [this, alive = std::weak_ptr(alive_)] {
                if (alive.lock()) get(0);
            });
        default:
            break;
    }
    const auto said = "the server answered with status " + std::to_string(answer->status);
    if (answer->status >= 500) return cut(core::fail(ErrorCode::Unavailable, tried(), said));
    fail(ErrorCode::BadAnswer, said);
}

void Download::giveUp(core::Error error) {
    error.tried = tried();
    done_(std::move(error));
}

/// Goes on where it was cut. What never began is told at once.
void Download::cut(const core::Error& error) {
    auto* writer = sink_->writer();
    const bool hasMoved = writer != nullptr && writer->size() > had_;
    hasBegun_ = hasBegun_ || writer != nullptr;
    inVain_ = hasMoved ? 0 : inVain_ + 1;
    if (!hasBegun_ || inVain_ >= std::size(waits) || !mayPass(error.code)) return giveUp(error);
    // What came goes to the disk before its size is asked again.
    sink_->forget();
    sink_.reset();
    again_ = means_.clock.after(waits[inVain_], [this] {
        again_.stop();
        start();
    });
}

bool Download::follow(const net::HttpResponse& answer) {
    const int status = answer.status;
    const bool isRedirect =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (!isRedirect || answer.header("location").empty()) return false;
    const auto from = net::HttpUrl::parse(url_);
    const auto to = from ? from->redirected(std::string(answer.header("location"))) : from;
    if (!to || ++redirects_ > mostRedirects) return false;
    isOfOurServer_ = isOfOurServer_ && to->server.host == from->server.host;
    url_ = to->text;
    get(had_);
    return true;
}

void Download::finish() {
    sink_->writer()->finish([this](const core::Result<FileWriter::Written>& written) {
        if (!written) return done_(written.error());
        keep(*written);
    });
}

void Download::keep(const FileWriter::Written& written) {
    const auto& file = *means_.ledger.find(id_)->attachment;
    keepFile(means_.worker, part_, file.name, {file.size, file.hash}, written,
             [this, written,
              alive = std::weak_ptr(alive_)](const core::Result<std::filesystem::path>& path) {
                 if (!alive.lock()) return;
                 if (!path) return done_(path.error());
                 means_.ledger.change(id_, [&](store::StoredAttachment& attachment) {
                     attachment.path = path->string();
                     attachment.size = attachment.transferred = written.size;
                     attachment.hash = written.hash;
                 });
                 done_({});
             });
}

}  // namespace sidetone::messaging
