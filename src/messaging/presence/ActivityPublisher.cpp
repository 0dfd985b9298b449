// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/ActivityPublisher.h"

#include "xmpp/Session.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {

ActivityPublisher::ActivityPublisher(xmpp::Session& session, xmpp::DiscoClient& disco,
                                     xmpp::Pep& nodes)
    : Extension(session), disco_(disco), nodes_(nodes) {}

void ActivityPublisher::begin() {
    disco_.info(session().account().address.text())
        .then(owner_, [this](const core::Result<xmpp::DiscoInfo>& info) {
            if (!info || !info->is("pubsub", "pep")) {
                state_ = State::No;
                return;
            }
            lookUp();
        });
}

void ActivityPublisher::lookUp() {
    nodes_.items({}, xmpp::ns::userActivity, 1)
        .then(owner_, [this](const core::Result<std::vector<xmpp::PepItem>>& items) {
            published_ = {};
            if (items && !items->empty()) {
                published_ =
                    xmpp::readActivity(items->front().payload).value_or(xmpp::UserActivity());
            }
            state_ = State::Idle;
            next();
        });
}

void ActivityPublisher::sessionEnded() {
    owner_.cancelAll();
    state_ = State::Unknown;
}

void ActivityPublisher::publish(const xmpp::UserActivity& activity) {
    wanted_ = activity;
    next();
}

void ActivityPublisher::next() {
    if (state_ != State::Idle || wanted_ == published_) return;
    state_ = State::Publishing;
    const auto activity = wanted_;
    nodes_.publish(xmpp::ns::userActivity, {"current", xmpp::writeActivity(activity)})
        .then(owner_, [this, activity](const core::Status& done) {
            // Nobody misses it: the presence says the same.
            state_ = done ? State::Idle : State::No;
            if (!done) return session().log().info("messaging", done.error().sentence());
            published_ = activity;
            next();
        });
}

}  // namespace sidetone::messaging
