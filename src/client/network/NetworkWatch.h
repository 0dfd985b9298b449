// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "client/NetworkView.h"
#include "core/Clock.h"
#include "core/Log.h"
#include "net/NetworkMonitor.h"

namespace sidetone::client {

/// Turns changes of the network into what the client has to do about them, in the order that
/// net::NetworkMonitor documents. Protocol thread.
class NetworkWatch : public QObject {
    Q_OBJECT
public:
    /// All must outlive it.
    NetworkWatch(net::NetworkMonitor& monitor, core::Log& log);

    [[nodiscard]] const NetworkView& view() const { return view_; }
    /// The key of caches: which network this is.
    [[nodiscard]] std::string fingerprint() const { return monitor_.state().fingerprint(); }
    /// For traces and reports.
    [[nodiscard]] std::string text() const { return monitor_.state().text(); }
    /// Whether the last sign-in found the organisation from inside or through its edge.
    void setPlace(NetworkView::Place place);
    /// What a check for a captive portal found; an empty address: none.
    void setPortal(const std::string& url);

Q_SIGNALS:
    void changed();
    /// Connections are lost or may be: try again at once.
    void reconnectNow();
    /// Another network: tell inside and outside apart again.
    void lookAgain();

private:
    void networkChanged(const net::NetworkChange& change);
    void describe();

    net::NetworkMonitor& monitor_;
    core::Log& log_;
    NetworkView view_;
    net::NetworkMonitor::Subscription subscription_;
};

}  // namespace sidetone::client
