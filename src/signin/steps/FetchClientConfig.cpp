// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FetchClientConfig.h"

#include <utility>

#include "config/JabberConfig.h"
#include "config/keys.h"
#include "signin/fetchFile.h"

namespace sidetone::signin {

namespace {

constexpr const char* globalFile = "jabber-config.xml";

}  // namespace

std::string FetchClientConfig::title(const Context& /*context*/) const {
    return "Fetching jabber-config.xml";
}

/// Which files there are to fetch.
void FetchClientConfig::nameFiles(const Context& context) {
    using config::Layer;
    const auto& found = context.found;
    const auto add = [this](Layer layer, std::string name, std::vector<std::string> urls) {
        if (urls.empty()) return;
        File file;
        file.layer = layer;
        file.name = std::move(name);
        file.urls = std::move(urls);
        files_.push_back(std::move(file));
    };
    const auto hosts = fileHosts(context);
    add(Layer::GlobalFile, globalFile, fileUrlsOn(hosts, globalFile, found.version.major));
    std::vector<std::string> urls;
    for (const auto& uri : found.user.jabberProfileUris) {
        urls.push_back(fileUrl(uri, found.version.major));
    }
    add(Layer::ProfileFile, urls.empty() ? "" : urls.front(), urls);
    auto named = found.settings.get(config::keys::configurationFile);
    if (named.starts_with('/')) named.erase(0, 1);
    if (named.empty()) return;
    add(Layer::NamedFile, named, fileUrlsOn(hosts, named, found.version.major));
}

void FetchClientConfig::run(Context& context) {
    nameFiles(context);
    if (files_.empty()) {
        skipped("No file server is known.");
        return;
    }
    asks("GET " + files_.front().urls.front());
    pending_ = files_.size();
    for (auto& file : files_) {
        fetchFile(context, file.urls)
            .then(owner(), [this, &context, &file](const core::Result<net::HttpResponse>& answer) {
                take(file, answer);
                if (--pending_ == 0) conclude(context);
            });
    }
}

void FetchClientConfig::take(File& file, const core::Result<net::HttpResponse>& answer) {
    if (!answer) {
        file.told = answer.error().answer;
        if (answer.error().code != core::ErrorCode::NotFound) file.error = answer.error();
        return;
    }
    const auto config = config::parseJabberConfig(answer->body, file.layer);
    if (!config) {
        file.told = config.error().answer;
        file.error = config.error();
        file.error->tried = "Reading " + file.name;
        file.error->advice = "Ask your administrator to repair the file.";
        return;
    }
    file.good = answer->body;
    file.settings = config->settings;
    file.told = std::to_string(config->settings.size()) + " settings";
}

/// A file that cannot be read now does not take the settings away that were good before; one that
/// is gone does.
bool FetchClientConfig::useLastGood(const Context& context) {
    auto& global = files_.front();
    const auto& old = context.remembered;
    const bool isKnown = old && old->servicesDomain == context.found.servicesDomain;
    if (!global.error || global.layer != config::Layer::GlobalFile) return false;
    if (!isKnown || old->clientConfig.empty()) return false;
    const auto config = config::parseJabberConfig(old->clientConfig);
    if (!config) return false;
    global.settings = config->settings;
    return true;
}

void FetchClientConfig::conclude(Context& context) {
    auto& found = context.found;
    const bool isOld = useLastGood(context);
    std::string told;
    std::optional<core::Error> error;
    bool hasAny = false;
    for (auto& file : files_) {
        told += (told.empty() ? "" : "; ") + file.name + ": " + file.told;
        if (file.error) error = file.error;
        hasAny = hasAny || !file.good.empty();
        found.settings.replace(file.layer, file.settings);
        if (file.layer == config::Layer::GlobalFile) {
            found.remembered.clientConfig = std::move(file.good);
        }
    }
    std::string why = hasAny ? "These settings apply." : "The defaults apply.";
    if (isOld) why = "The settings of the last file that could be read apply.";
    for (const auto& remark : found.settings.remarks()) {
        why += " " + remark.text + (remark.text.empty() || remark.text.back() == '.' ? "" : ".");
    }
    if (error) {
        wentWrong(*error, why);
    } else if (hasAny) {
        done(told, why);
    } else {
        notThere(told, why);
    }
}

}  // namespace sidetone::signin
