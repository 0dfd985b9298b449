// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/PeerSend.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "xmpp/Session.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;

/// A person is asked on the other side.
constexpr core::Milliseconds patience = 10min;
constexpr core::Milliseconds longestSilence = 30s;
constexpr core::Milliseconds betweenLooks = 3s;
/// Somebody who reconnects needs some seconds; a walk from one network to the next, minutes.
constexpr core::Milliseconds longestWait = 30s;
constexpr int mostFruitless = 10;

}  // namespace

PeerSend::PeerSend(PeerService& service, std::int64_t id, TransferDone done)
    : service_(service), id_(id), done_(std::move(done)) {
    person_ = service.means.ledger.find(id)->peer;
}

PeerSend::~PeerSend() {
    if (link_) link_->close();
}

const store::StoredAttachment& PeerSend::file() const {
    return *service_.means.ledger.find(id_)->attachment;
}

std::string PeerSend::tried() const {
    return "Sending " + file().name;
}

void PeerSend::fail(ErrorCode code, const std::string& answer, const std::string& advice) {
    done_(core::fail(code, tried(), answer, advice));
}

void PeerSend::start() {
    offer_.name = file().name;
    offer_.mediaType = file().mediaType;
    offer_.size = file().size;
    offer_.canRange = true;
    if (service_.links != nullptr) offer_.methods.emplace_back(xmpp::ns::bytestreams);
    offer_.methods.emplace_back(xmpp::ns::inBandBytes);
    digest_.emplace(service_.means.worker, file().path);
    digest_->start([this](const core::Result<FileDigest::Sums>& sums) {
        if (!sums) return done_(sums.error());
        if (sums->size != offer_.size) {
            return fail(ErrorCode::InvalidInput, "the file changed meanwhile", "Send it again.");
        }
        offer_.md5 = sums->md5;
        offer_.sha256 = sums->sha256;
        service_.means.ledger.change(id_, [&](store::StoredAttachment& attachment) {
            attachment.hash = sums->sha256;
            attachment.state = store::TransferState::Offered;
        });
        offer();
    });
}

void PeerSend::offer() {
    service_.devices.whenKnown(person_, [this, alive = std::weak_ptr(alive_)] {
        if (!alive.lock()) return;
        device_ = service_.devices.best(person_);
        if (device_.isEmpty() || service_.session.state() != xmpp::SessionState::Online) {
            return cut(core::fail(ErrorCode::Unavailable, tried(), "the other side is not there",
                                  "Send it again when they are."));
        }
        offer_.id = service_.session.newId();
        service_.initiation.offer(device_, offer_, wasTaken_ ? longestSilence : patience)
            .then(owner_,
                  [this](const core::Result<xmpp::FileAnswer>& answer) { answered(answer); });
    });
}

void PeerSend::answered(const core::Result<xmpp::FileAnswer>& answer) {
    if (!answer) {
        const auto code = answer.error().code;
        if (code == ErrorCode::Forbidden) {
            return fail(ErrorCode::Cancelled, "the other side declined it");
        }
        if (wasTaken_) return cut(answer.error());
        if (code == ErrorCode::Timeout) {
            return fail(code, "nobody answered the offer", "Send it again later.");
        }
        if (code == ErrorCode::Unavailable || code == ErrorCode::NotFound) {
            return fail(ErrorCode::Unavailable, "the other side went away",
                        "Send it again when they are there.");
        }
        return fail(ErrorCode::Unsupported, "the other device does not take files now");
    }
    wasTaken_ = true;
    begun_ = given_ = moved_ = answer->offset;
    service_.means.ledger.change(id_, [this](store::StoredAttachment& attachment) {
        attachment.state = store::TransferState::UnderWay;
        attachment.transferred = begun_;
    });
    const auto end = answer->length < 0 ? offer_.size : answer->offset + answer->length;
    reader_ = std::make_unique<FileReader>(service_.means.worker, file().path,
                                           FileReader::Part{begun_, end - begun_});
    opener_ = std::make_unique<StreamOpener>(service_, device_, offer_.id);
    opener_->start(answer->method, [this](core::Result<std::shared_ptr<net::PeerLink>> link) {
        if (!link) return cut(link.error());
        send(std::move(*link));
    });
}

void PeerSend::send(std::shared_ptr<net::PeerLink> link) {
    link_ = std::move(link);
    isFinishing_ = false;
    silentFor_ = {};
    reader_->setReady([this] { pump(); });
    link_->setHandlers(
        {{}, [this] { pump(); }, [this](const core::Error& error) { closed(error); }});
    watchSilence();
    pump();
}

void PeerSend::pump() {
    if (!link_ || isFinishing_) return;
    if (reader_->hasFailed()) return fail(ErrorCode::Storage, "the file cannot be read any more");
    while (link_->unsent() < net::PeerLink::enough && !reader_->front().empty()) {
        const auto piece = reader_->front();
        link_->write(piece);
        given_ += std::int64_t(piece.size());
        reader_->consume(piece.size());
    }
    service_.means.ledger.progress(id_, given_ - std::int64_t(link_->unsent()));
    if (!reader_->isAtEnd()) return;
    if (given_ < offer_.size) {
        return fail(ErrorCode::InvalidInput, "the file changed meanwhile", "Send it again.");
    }
    isFinishing_ = true;
    link_->finish();
}

/// A link that is up and carries nothing is dead.
void PeerSend::watchSilence() {
    silence_ = service_.means.clock.after(betweenLooks, [this] {
        const auto left = given_ - std::int64_t(link_->unsent());
        silentFor_ = left > moved_ ? core::Milliseconds{} : silentFor_ + betweenLooks;
        moved_ = left;
        if (silentFor_ >= longestSilence) {
            return cut(core::fail(ErrorCode::Timeout, tried(), "the other device takes nothing"));
        }
        watchSilence();
    });
}

void PeerSend::closed(const core::Error& error) {
    if (!isFinishing_ || link_->unsent() > 0) return cut(error);
    silence_.stop();
    service_.means.ledger.change(
        id_, [](store::StoredAttachment& attachment) { attachment.transferred = attachment.size; });
    done_({});
}

/// Offers it again, to be gone on with where it was cut, after growing waits.
void PeerSend::cut(const core::Error& error) {
    const bool hasMoved = link_ && given_ - std::int64_t(link_->unsent()) > begun_;
    fruitless_ = hasMoved ? 0 : fruitless_ + 1;
    silence_.stop();
    if (link_) link_->close();
    link_.reset();
    reader_.reset();
    if (!wasTaken_ || fruitless_ > mostFruitless) {
        auto told = error;
        told.tried = tried();
        return done_(std::move(told));
    }
    begun_ = given_ = 0;
    const auto wait =
        std::min<core::Milliseconds>(longestWait, 1s * (1 << std::min(fruitless_, 5)));
    again_ = service_.means.clock.after(wait, [this] { offer(); });
}

}  // namespace sidetone::messaging
