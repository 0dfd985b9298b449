// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/SettingsProxyPolicy.h"

#include <QFile>
#include <QUrl>
#include <algorithm>
#include <utility>

#include "core/text.h"
#include "net/netlinkRead.h"
#include "net/proxy/pacAnswer.h"

namespace sidetone::net {
namespace {

constexpr std::size_t largestScript = 1U << 20U;
constexpr core::Milliseconds fetchLimit{5'000};
constexpr core::Milliseconds retryAfter{60'000};

core::Result<std::string> readScript(const QUrl& url) {
    QFile file(url.toLocalFile());
    if (!file.open(QIODevice::ReadOnly)) {
        return core::fail(core::ErrorCode::NotFound, "Reading it",
                          file.errorString().toStdString());
    }
    auto text = file.read(static_cast<qint64>(largestScript) + 1).toStdString();
    if (text.size() > largestScript) {
        return core::fail(core::ErrorCode::TooLarge, "Reading it", "it is larger than 1 MiB");
    }
    return text;
}

/// Addresses without their prefixes, those of links with a default route first.
std::string ownAddresses() {
    const auto network = readNetwork();
    if (!network) return {};
    auto links = network->links;
    std::stable_partition(links.begin(), links.end(), [&](const NetworkLink& link) {
        return std::any_of(network->defaults.begin(), network->defaults.end(),
                           [&](const NetworkRoute& route) { return route.link == link.name; });
    });
    std::string all;
    for (const auto& link : links) {
        if (!link.isUp) continue;
        for (const auto& address : link.addresses) {
            all += (all.empty() ? "" : ";") + address.substr(0, address.find('/'));
        }
    }
    return all;
}

}  // namespace

SettingsProxyPolicy::SettingsProxyPolicy(ProxyMeans means, ProxySettings settings)
    : means_(std::move(means)), settings_(std::move(settings)) {}

SettingsProxyPolicy::~SettingsProxyPolicy() = default;

core::Task<Routes> SettingsProxyPolicy::routes(RouteRequest request) {
    using Task = core::Task<Routes>;
    if (settings_.mode == ProxySettings::Mode::None) {
        return Task::ready(Routes{{Route{}}, "no proxy is configured"});
    }
    if (const auto entry = settings_.bypass.match(request.server)) {
        return Task::ready(Routes{{Route{}}, "bypass list: " + *entry});
    }
    if (settings_.mode == ProxySettings::Mode::Manual) return Task::ready(configured(request));
    if (settings_.script.empty()) {
        return Task::ready(Routes{{Route{}},
                                  settings_.source + " wants a search for proxies "
                                                     "(WPAD), which is not done"});
    }
    Waiting waiting{std::move(request), {}};
    auto task = waiting.promise.task();
    if (script_ || retry_.isSet()) {
        evaluate(waiting);
        return task;
    }
    waiting_.push_back(std::move(waiting));
    if (!std::exchange(isFetching_, true)) fetch();
    return task;
}

Routes SettingsProxyPolicy::configured(const RouteRequest& request) const {
    const auto& own = request.scheme == "http" ? settings_.http : settings_.https;
    const auto& way = own ? own : settings_.all;
    if (!way) {
        return {{Route{}}, settings_.source + " names no proxy for " + request.scheme};
    }
    if (request.scheme == "http" || request.scheme == "https") return {{*way}, settings_.source};
    // A proxy for web pages often refuses other ports than 443.
    return {{*way, Route{}}, settings_.source};
}

void SettingsProxyPolicy::fetch() {
    const QUrl url(QString::fromStdString(settings_.script));
    if (url.isLocalFile()) {
        fetched(readScript(url));
        return;
    }
    HttpRequest request;
    request.url = settings_.script;
    request.timeout = fetchLimit;
    request.largestAnswer = largestScript;
    request.followRedirects = true;
    means_.direct.send(std::move(request)).then(owner_, [this](core::Result<HttpResponse> answer) {
        if (!answer) {
            fetched(answer.error());
        } else if (answer->status != 200) {
            fetched(core::fail(core::ErrorCode::NotFound, "Fetching it",
                               "the server answered " + std::to_string(answer->status)));
        } else {
            fetched(std::move(answer->body));
        }
    });
}

void SettingsProxyPolicy::fetched(core::Result<std::string> script) {
    isFetching_ = false;
    if (script) {
        PacProcess::Settings settings;
        settings.program = means_.pacProgram;
        settings.script = std::move(*script);
        settings.ownAddresses = ownAddresses();
        script_ = std::make_unique<PacProcess>(means_.clock, means_.resolver, std::move(settings));
    } else {
        problem_ = "could not be fetched: " + script.error().answer;
        retry_ = means_.clock.after(retryAfter, [this] { retry_.stop(); });
    }
    for (const auto& waiting : std::exchange(waiting_, {})) evaluate(waiting);
}

void SettingsProxyPolicy::evaluate(const Waiting& waiting) {
    const auto file = "PAC file " + settings_.script;
    if (!script_) {
        waiting.promise.settle(Routes{{Route{}}, file + " " + problem_ + "; so direct"});
        return;
    }
    script_->find(pacUrl(waiting.request), waiting.request.server.host)
        .then(owner_, [promise = waiting.promise, file](core::Result<std::string> answer) {
            if (!answer) {
                promise.settle(Routes{
                    {Route{}}, file + " is broken: " + answer.error().answer + "; so direct"});
                return;
            }
            auto ways = readPacAnswer(*answer);
            if (ways.empty()) {
                promise.settle(Routes{{Route{}},
                                      file + " answered what is not understood: " +
                                          core::printable(*answer, 100) + "; so direct"});
                return;
            }
            promise.settle(Routes{std::move(ways), file});
        });
}

}  // namespace sidetone::net
