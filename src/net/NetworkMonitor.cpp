// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/NetworkMonitor.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sidetone::net {
namespace {

std::vector<std::string> addressesOf(const NetworkState& state) {
    std::vector<std::string> all;
    for (const auto& link : state.links) {
        if (!link.isUp) continue;
        for (const auto& address : link.addresses) all.push_back(link.name + " " + address);
    }
    std::sort(all.begin(), all.end());
    return all;
}

template <class T>
std::vector<T> without(const std::vector<T>& all, const std::vector<T>& some) {
    std::vector<T> rest;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
    return rest;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all.empty() ? "none" : all;
}

std::vector<NetworkRoute> routesOf(const NetworkState& state) {
    auto all = state.routes;
    all.insert(all.end(), state.defaults.begin(), state.defaults.end());
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

std::vector<std::string> NetworkChange::lostAddresses() const {
    auto lost = without(addressesOf(before), addressesOf(after));
    for (auto& text : lost) {
        text = text.substr(text.find(' ') + 1);
        text = text.substr(0, text.find('/'));
    }
    return lost;
}

std::string NetworkChange::text() const {
    std::vector<std::string> said;
    const auto old = addressesOf(before);
    const auto now = addressesOf(after);
    for (const auto& address : without(old, now)) said.push_back("lost " + address);
    for (const auto& address : without(now, old)) said.push_back("new " + address);
    const auto oldRoutes = routesOf(before);
    const auto nowRoutes = routesOf(after);
    for (const auto& route : without(oldRoutes, nowRoutes)) {
        said.push_back("lost the route " + route.text());
    }
    for (const auto& route : without(nowRoutes, oldRoutes)) {
        said.push_back("new route " + route.text());
    }
    if (before.nameServers != after.nameServers) {
        said.push_back("name servers are now " + joined(after.nameServers));
    }
    if (before.searchDomains != after.searchDomains) {
        said.push_back("search domains are now " + joined(after.searchDomains));
    }
    return said.empty() ? "links changed" : joined(said);
}

NetworkMonitor::Subscription NetworkMonitor::listen(Listener listener) {
    const auto id = listeners_->next++;
    listeners_->all.emplace(id, std::move(listener));
    return Subscription(
        std::shared_ptr<void>(nullptr, [weak = std::weak_ptr(listeners_), id](void*) {
            if (const auto listeners = weak.lock()) listeners->all.erase(id);
        }));
}

void NetworkMonitor::tell(const NetworkChange& change) {
    const auto listeners = listeners_;
    std::vector<std::uint64_t> ids;
    for (const auto& [id, listener] : listeners->all) ids.push_back(id);
    for (const auto id : ids) {
        const auto found = listeners->all.find(id);
        if (found == listeners->all.end()) continue;  // went away meanwhile
        const auto call = found->second;
        call(change);
    }
}

NetworkChange changeBetween(NetworkState before, NetworkState after) {
    NetworkChange change;
    change.isOtherNetwork = before.fingerprint() != after.fingerprint();
    change.before = std::move(before);
    change.after = std::move(after);
    return change;
}

}  // namespace sidetone::net
