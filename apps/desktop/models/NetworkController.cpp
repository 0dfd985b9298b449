// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/NetworkController.h"

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {

using client::NetworkView;

NetworkController::NetworkController(client::Client& client, Opener opener, QObject* parent)
    : QObject(parent), client_(client), opener_(std::move(opener)) {
    connect(&client_, &client::Client::networkChanged, this, &NetworkController::changed);
    connect(&client_, &client::Client::stateChanged, this, &NetworkController::changed);
}

int NetworkController::state() const {
    return static_cast<int>(client_.network().state);
}

QString NetworkController::words() const {
    const auto network = client_.network();
    switch (network.state) {
        case NetworkView::State::Offline:
            return tr("Offline");
        case NetworkView::State::CaptivePortal:
            return tr("Wants you to sign in");
        case NetworkView::State::Unknown:
            return tr("Not known yet");
        case NetworkView::State::Online:
            break;
    }
    if (network.place == NetworkView::Place::Inside) return tr("Inside");
    if (network.place == NetworkView::Place::Outside) return tr("Outside");
    return tr("Online");
}

QString NetworkController::detail() const {
    const auto network = client_.network();
    if (!network.detail.empty()) return toQt(network.detail);
    switch (network.state) {
        case NetworkView::State::Offline:
            return tr("This computer is connected to no network.");
        case NetworkView::State::CaptivePortal:
            return tr("Open its page in the browser to get online.");
        case NetworkView::State::Unknown:
            return {};
        case NetworkView::State::Online:
            break;
    }
    if (network.place == NetworkView::Place::Inside) {
        return tr("You are inside your organisation\u2019s network.");
    }
    if (network.place == NetworkView::Place::Outside) {
        return tr("You are outside your organisation\u2019s network.");
    }
    return tr("This computer is connected.");
}

QString NetworkController::portal() const {
    return toQt(client_.network().portalUrl);
}

bool NetworkController::openPortal() {
    return openPage(opener_, portal());
}

}  // namespace sidetone::desktop
