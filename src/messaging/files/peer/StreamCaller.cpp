// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/StreamCaller.h"

#include <utility>

namespace sidetone::messaging {

core::Task<std::shared_ptr<net::PeerLink>> StreamCaller::call(const net::Endpoint& place,
                                                              const std::string& name,
                                                              core::Milliseconds patience) {
    owner_.cancelAll();
    link_.reset();
    place_ = place;
    promise_ = {};
    handshake_ = SocksHandshake::caller(name);
    limit_ = clock_.after(patience, [this] {
        end(core::fail(core::ErrorCode::Timeout, "Connecting to " + place_.text(),
                       "nothing answers"));
    });
    auto task = promise_.task();
    links_.connect(place, patience)
        .then(owner_, [this](core::Result<std::shared_ptr<net::PeerLink>> link) {
            if (!link) return end(link.error());
            connected(std::move(*link));
        });
    return task;
}

void StreamCaller::connected(std::shared_ptr<net::PeerLink> link) {
    link_ = std::move(link);
    link_->setHandlers({[this](std::string_view bytes) { heard(bytes); },
                        {},
                        [this](const core::Error& error) { end(error); }});
    link_->write(handshake_.takeReply());
}

void StreamCaller::heard(std::string_view bytes) {
    handshake_.take(bytes);
    link_->write(handshake_.takeReply());
    switch (handshake_.state()) {
        case SocksHandshake::State::Done:
            return end(link_);
        case SocksHandshake::State::Going:
            return;
        case SocksHandshake::State::Asked:
        case SocksHandshake::State::Failed:
            break;
    }
    end(core::fail(core::ErrorCode::BadAnswer, "Connecting to " + place_.text(),
                   "the file is not there"));
}

void StreamCaller::end(core::Result<std::shared_ptr<net::PeerLink>> outcome) {
    limit_.stop();
    owner_.cancelAll();
    if (link_) link_->setHandlers({});
    link_.reset();
    const auto promise = promise_;
    promise.settle(std::move(outcome));
}

}  // namespace sidetone::messaging
