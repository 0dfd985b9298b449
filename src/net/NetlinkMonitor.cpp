// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/NetlinkMonitor.h"

#include <sys/socket.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <array>
#include <utility>

#include "net/netlinkRead.h"
#include "net/systemNameServers.h"

namespace sidetone::net {

class NetlinkMonitor::Watch {
public:
    Watch(NetlinkMonitor& monitor, core::Clock& clock, NetlinkSettings settings, int events)
        : monitor_(monitor),
          clock_(clock),
          settings_(std::move(settings)),
          events_(events),
          notifier_(events, QSocketNotifier::Read),
          file_(settings_.resolvConf) {
        QObject::connect(&notifier_, &QSocketNotifier::activated, &notifier_, [this] {
            drain();
            stir();
        });
        look_ = clock_.every(settings_.fileLook, [this] {
            if (file_.changed()) stir();
        });
        if (auto now = read()) state_ = std::move(*now);
    }
    ~Watch() {
        notifier_.setEnabled(false);
        close(events_);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    [[nodiscard]] const NetworkState& state() const { return state_; }

private:
    /// What the messages say is read anew afterwards; a full buffer (ENOBUFS) only means that
    /// much happened.
    void drain() const {
        std::array<char, 8192> bytes{};
        while (recv(events_, bytes.data(), bytes.size(), 0) > 0) {
        }
    }

    void stir() {
        quiet_ = clock_.after(settings_.quiet, [this] { settle(); });
        if (!latest_.isSet()) latest_ = clock_.after(4 * settings_.quiet, [this] { settle(); });
    }

    void settle() {
        quiet_.stop();
        latest_.stop();
        auto now = read();
        if (!now || *now == state_) return;
        auto before = std::exchange(state_, *now);
        monitor_.tell(changeBetween(std::move(before), std::move(*now)));
    }

    [[nodiscard]] core::Result<NetworkState> read() const {
        auto now = readNetwork();
        if (!now) return now;
        now->nameServers = namedServers(settings_.resolvConf);
        now->searchDomains = readSearchDomains(settings_.resolvConf);
        return now;
    }

    NetlinkMonitor& monitor_;
    core::Clock& clock_;
    NetlinkSettings settings_;
    int events_;
    QSocketNotifier notifier_;
    FileStamp file_;
    NetworkState state_;
    core::Timer quiet_;
    core::Timer latest_;
    core::Timer look_;
};

core::Result<std::unique_ptr<NetlinkMonitor>> NetlinkMonitor::create(core::Clock& clock,
                                                                     NetlinkSettings settings) {
    if (auto seen = readNetwork(); !seen) return seen.error();
    const int events = openNetworkEvents();
    if (events < 0) {
        return core::fail(core::ErrorCode::Unsupported, "Watching the network",
                          "the kernel gives no netlink socket");
    }
    std::unique_ptr<NetlinkMonitor> monitor(new NetlinkMonitor);
    monitor->watch_ = std::make_unique<Watch>(*monitor, clock, std::move(settings), events);
    return monitor;
}

NetlinkMonitor::NetlinkMonitor() = default;
NetlinkMonitor::~NetlinkMonitor() = default;

const NetworkState& NetlinkMonitor::state() const {
    return watch_->state();
}

}  // namespace sidetone::net
