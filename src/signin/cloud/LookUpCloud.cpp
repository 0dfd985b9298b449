// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/LookUpCloud.h"

#include "signin/cloud/cloudAnswers.h"
#include "signin/cloud/cloudUrls.h"
#include "signin/discovery/rules.h"
#include "signin/fetchFile.h"
#include "signin/ways.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

/// The real answer has some hundred bytes.
constexpr std::size_t largestAnswer = 64U << 10U;

}  // namespace

std::string LookUpCloud::title(const Context& context) const {
    return "Asking the cloud whether " + context.found.servicesDomain + " is its organisation";
}

void LookUpCloud::run(Context& context) {
    auto& cas = context.found.cas;
    if (!asksCloud(context)) {
        cas.hasEnded = true;
        skipped("The settings, or an earlier sign-in, have decided that already.");
        return;
    }
    const auto url = cloud::lookupUrl(context.found.settings);
    if (url.empty()) {
        unknown(context, core::fail(core::ErrorCode::InvalidInput, title(context),
                                    "CloudLookupUrl is no https address"));
        return;
    }
    net::HttpRequest request;
    request.url = url + "?org=" + percentEncoded(context.found.servicesDomain);
    request.headers = {{"Accept", "text/xml, application/xml"}};
    request.timeout = context.options.lookupLimit;
    request.largestAnswer = largestAnswer;
    asks("GET " + request.url);
    context.ports.http.send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            answered(context, answer);
        });
}

void LookUpCloud::answered(Context& context, const core::Result<net::HttpResponse>& answer) {
    if (!answer) {
        unknown(context, answer.error());
        return;
    }
    const auto told = cloud::readLookup(*answer);
    if (!told) {
        unknown(context, told.error());
        return;
    }
    auto& cas = context.found.cas;
    cas.hasEnded = true;
    cas.isOrganisation = told->isOne;
    cas.ssoUrl = told->ssoUrl;
    if (!told->isOne) {
        notThere("no organisation", "The domain's own records decide.");
    } else if (told->ssoUrl.empty()) {
        done("an organisation", "People sign in to the cloud with their password.");
    } else {
        done("an organisation with single sign-on",
             "People sign on in the browser at " + hostOf(told->ssoUrl) + ".");
    }
}

void LookUpCloud::unknown(Context& context, const core::Error& error) {
    context.found.cas.hasEnded = true;
    context.found.cas.error = error;
    // Networks without a way out are no fault of theirs: nobody is to be told of trouble.
    notThere(error.answer,
             "The cloud cannot be asked here: the domain is taken for none of its organisations, "
             "and it is asked again next time.");
}

std::unique_ptr<Step> cloudLookup() {
    return std::make_unique<LookUpCloud>();
}

}  // namespace sidetone::signin
