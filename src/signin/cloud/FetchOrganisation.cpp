// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/FetchOrganisation.h"

#include "signin/cloud/cloudAnswers.h"
#include "signin/cloud/cloudRequest.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string FetchOrganisation::title(const Context& /*context*/) const {
    return "Asking the cloud about the organisation";
}

void FetchOrganisation::run(Context& context) {
    const auto url = context.found.cloudUrl + "/op.do";
    asks("POST " + url + " (get org)");
    auto request =
        cloud::formRequest(url, {{"cmd", "get"},
                                 {"type", "org"},
                                 {"select", "org/orgID:/org/namespaceID:ext/WBX/PWSRule"},
                                 {"id", "current"},
                                 {"cred", context.found.cloudSession.reveal()}});
    request.timeout = context.options.requestLimit;
    context.ports.http.send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            fetched(context, answer);
        });
}

void FetchOrganisation::fetched(Context& context, const core::Result<net::HttpResponse>& answer) {
    const char* const without = "Where its messages are is looked up by the domain's records.";
    if (!answer || answer->status != 200) {
        wentWrong(answer ? statusError(answer->status, title(context)) : answer.error(), without);
        return;
    }
    auto host = cloud::readMessagingHost(answer->body);
    if (!host) {
        wentWrong(host.error(), without);
    } else if (host->empty()) {
        notThere("it names no messaging server", without);
    } else {
        context.found.cloudMessaging = *host;
        done("messages at " + *host, "The organisation's service names it.");
    }
}

}  // namespace sidetone::signin
