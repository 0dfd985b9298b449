// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FetchClientConfig.h"

#include "config/JabberConfig.h"
#include "signin/fetchFile.h"

namespace sidetone::signin {

namespace {

constexpr const char* globalFile = "jabber-config.xml";

}  // namespace

std::string FetchClientConfig::title(const Context& /*context*/) const {
    return "Fetching jabber-config.xml";
}

void FetchClientConfig::run(Context& context) {
    auto urls = fileUrlsOn(fileHosts(context), globalFile, context.found.version.major);
    if (urls.empty()) {
        skipped("No file server is known.");
        return;
    }
    asks("GET " + urls.front());
    fetchFile(context, std::move(urls))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            take(globalFile, answer);
            fetchProfileFile(context);
        });
}

void FetchClientConfig::fetchProfileFile(Context& context) {
    std::vector<std::string> urls;
    for (const auto& uri : context.found.user.jabberProfileUris) {
        urls.push_back(fileUrl(uri, context.found.version.major));
    }
    if (urls.empty()) {
        conclude(context);
        return;
    }
    const auto file = urls.front();
    fetchFile(context, std::move(urls))
        .then(owner(), [this, &context, file](const core::Result<net::HttpResponse>& answer) {
            take(file, answer);
            conclude(context);
        });
}

void FetchClientConfig::take(const std::string& file,
                             const core::Result<net::HttpResponse>& answer) {
    told_ += told_.empty() ? "" : "; ";
    if (!answer) {
        told_ += file + ": " + answer.error().answer;
        if (answer.error().code != core::ErrorCode::NotFound) error_ = answer.error();
        return;
    }
    const auto config = config::parseJabberConfig(answer->body);
    if (!config) {
        told_ += file + ": " + config.error().answer;
        error_ = config.error();
        error_->tried = "Reading " + file;
        error_->advice = "Ask your administrator to repair the file.";
        return;
    }
    hasAny_ = true;
    if (file == globalFile) good_ = answer->body;
    told_ += file + ": " + std::to_string(config->settings.size()) + " settings";
    // What the profile's file says comes later and so wins.
    settings_.insert(settings_.end(), config->settings.begin(), config->settings.end());
}

/// A file that cannot be read now does not take the settings away that were good before; one that
/// is gone does.
bool FetchClientConfig::useLastGood(const Context& context) {
    const auto& old = context.remembered;
    const bool isKnown = old && old->servicesDomain == context.found.servicesDomain;
    if (!error_ || hasAny_ || !isKnown || old->clientConfig.empty()) return false;
    const auto config = config::parseJabberConfig(old->clientConfig);
    if (!config) return false;
    settings_ = config->settings;
    return true;
}

void FetchClientConfig::conclude(Context& context) {
    context.found.remembered.clientConfig = std::move(good_);
    const bool isOld = useLastGood(context);
    context.found.settings.replace(config::Layer::GlobalFile, settings_);
    std::string why = hasAny_ ? "These settings apply." : "The defaults apply.";
    if (isOld) why = "The settings of the last file that could be read apply.";
    for (const auto& remark : context.found.settings.remarks()) {
        why += " " + remark.text + (remark.text.empty() || remark.text.back() == '.' ? "" : ".");
    }
    if (error_) {
        wentWrong(*error_, why);
    } else if (hasAny_) {
        done(told_, why);
    } else {
        notThere(told_, why);
    }
}

}  // namespace sidetone::signin
