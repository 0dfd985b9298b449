// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/ContractServer.h"

#include <algorithm>
#include <csignal>
#include <cstdio>

#include "core/text.h"
#include "office/contracts/ContractModule.h"
#include "office/http/HttpServer.h"

namespace sidetone::office {
namespace {

// A signal handler can reach nothing but variables like these.
volatile std::sig_atomic_t endWanted = 0;
volatile std::sig_atomic_t reloadWanted = 0;

void onSignal(int number) {
    if (number == SIGHUP) {
        reloadWanted = 1;
    } else {
        endWanted = 1;
    }
}

/// Without SA_RESTART, so that the loop's wait is interrupted.
void catchSignals() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaction(number, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

int refuse(const core::Error& error) {
    std::fprintf(stderr, "contracts: %s\n", error.sentence().c_str());
    return 1;
}

/// Paths hold names of people, never secrets: queries and headers are not logged at all.
void logLine(const HttpLogEntry& entry) {
    std::printf("%s %s %d %.1f ms\n", entry.method.c_str(),
                core::printable(entry.path, 200).c_str(), entry.status,
                static_cast<double>(entry.time.count()) / 1000.0);
    std::fflush(stdout);
}

/// All parts of one running process's contracts.
class Contracts {
public:
    Contracts(Layout layout, std::unique_ptr<UserStore> users, const ContractPart& part)
        : layout_(std::move(layout)),
          users_(std::move(users)),
          passwords_(*users_),
          desk_{layout_, *users_, passwords_, part},
          modules_(modulesOf(part.name, desk_)) {}

    int serve() {
        // Clients give up after 10 s; nobody needs half of that to send these small requests.
        HttpLimits limits{.requestTime = std::chrono::seconds(5)};
        for (const auto& module : modules_) {
            limits.bodyBytes = std::max(limits.bodyBytes, module->largestBody());
        }
        auto server = HttpServer::create(listeners(), limits);
        if (!server) return refuse(server.error());
        auto& http = **server;
        http.setLog(logLine);
        std::printf("ready\n");
        std::fflush(stdout);
        http.run([&] {
            if (endWanted != 0) http.stop();
            if (reloadWanted == 0) return;
            reloadWanted = 0;
            http.reloadCertificates();
            lookAtStore();
        });
        return 0;
    }

private:
    /// Costs one stat() a request, and so a change counts from the next request on.
    void lookAtStore() {
        if (users_->refresh()) passwords_.forget();
    }

    std::vector<HttpListener> listeners() {
        std::vector<HttpListener> all;
        for (const auto& module : modules_) {
            for (HttpListener& listener : module->listeners()) {
                listener.handler =
                    [this, answer = std::move(listener.handler)](const HttpRequest& request) {
                        lookAtStore();
                        return answer(request);
                    };
                all.push_back(std::move(listener));
            }
        }
        if (!all.empty()) return all;
        const HttpHandler nothing = [](const HttpRequest&) {
            return HttpResponse{404, "text/plain", {}, "Nothing is served here yet\n"};
        };
        return {
            {layout_.address(desk_.host()), layout_.ports.*desk_.part.port, desk_.tls(), nothing}};
    }

    Layout layout_;
    std::unique_ptr<UserStore> users_;
    PasswordCheck passwords_;
    Desk desk_;
    std::vector<std::unique_ptr<ContractModule>> modules_;
};

}  // namespace

int runContracts(const std::string& folder, const std::string& part) {
    catchSignals();
    const ContractPart* found = findPart(part);
    if (found == nullptr) {
        return refuse(core::fail(core::ErrorCode::InvalidInput, "Serving the part " + part,
                                 "there is no such part"));
    }
    auto layout = Layout::load(folder);
    if (!layout) return refuse(layout.error());
    auto users = UserStore::open(layout->userFile());
    if (!users) return refuse(users.error());
    return Contracts(std::move(*layout), std::move(*users), *found).serve();
}

}  // namespace sidetone::office
