// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network/NetworkWatch.h"

namespace sidetone::client {

using Place = NetworkView::Place;
using State = NetworkView::State;

NetworkWatch::NetworkWatch(net::NetworkMonitor& monitor, core::Log& log)
    : monitor_(monitor), log_(log) {
    subscription_ = monitor_.listen([this](const auto& change) { networkChanged(change); });
    describe();
}

void NetworkWatch::setPlace(Place place) {
    if (view_.place == place) return;
    view_.place = place;
    describe();
    Q_EMIT changed();
}

void NetworkWatch::setPortal(const std::string& url) {
    if (view_.portalUrl == url) return;
    view_.portalUrl = url;
    describe();
    Q_EMIT changed();
}

void NetworkWatch::networkChanged(const net::NetworkChange& change) {
    log_.write(core::LogLevel::Info, "network", change.text());
    if (change.isOtherNetwork) {
        view_.portalUrl.clear();
        view_.place = Place::Unknown;
    }
    describe();
    Q_EMIT changed();
    if (!change.after.isConnected()) return;
    Q_EMIT reconnectNow();
    if (change.isOtherNetwork) Q_EMIT lookAgain();
}

void NetworkWatch::describe() {
    if (!monitor_.state().isConnected()) {
        view_.state = State::Offline;
        view_.detail = "This computer is not connected to a network.";
    } else if (!view_.portalUrl.empty()) {
        view_.state = State::CaptivePortal;
        view_.detail = "This network wants you to sign in at " + view_.portalUrl + " first.";
    } else {
        view_.state = State::Online;
        view_.detail = "Connected to a network.";
        if (view_.place == Place::Inside) view_.detail = "Inside your organisation's network.";
        if (view_.place == Place::Outside) {
            view_.detail = "Outside your organisation's network, connected through its edge.";
        }
    }
}

}  // namespace sidetone::client
