// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FetchDialRules.h"

#include "signin/fetchFile.h"

namespace sidetone::signin {
namespace {

/// All nodes have the same files, and mostly there are none: nobody waits for many to say so.
constexpr std::size_t mostHosts = 2;

}  // namespace

std::string FetchDialRules::title(const Context& /*context*/) const {
    return "Fetching the dial rules";
}

void FetchDialRules::run(Context& context) {
    if (fileHosts(context).empty()) {
        skipped("No file server is known.");
        return;
    }
    asks("GET CUPC/AppDialRules.xml and CUPC/DirLookupDialRules.xml from " +
         fileHosts(context).front());
    fetch(context, "AppDialRules.xml", context.found.dialRules);
    fetch(context, "DirLookupDialRules.xml", context.found.lookupRules);
}

void FetchDialRules::fetch(Context& context, const char* file, config::DialRules& rules) {
    auto hosts = fileHosts(context);
    const int release = context.found.version.major;
    if (hosts.size() > mostHosts) hosts.resize(mostHosts);
    auto urls = fileUrlsOn(hosts, std::string("CUPC/") + file, release);
    // Some file services have them without the folder.
    hosts.resize(1);
    for (auto& url : fileUrlsOn(hosts, file, release)) urls.push_back(std::move(url));
    fetchFile(context, std::move(urls))
        .then(owner(), [this, file, &rules](const core::Result<net::HttpResponse>& answer) {
            fetched(file, rules, answer);
        });
}

void FetchDialRules::fetched(const char* file, config::DialRules& rules,
                             const core::Result<net::HttpResponse>& answer) {
    told_ += (told_.empty() ? "" : "; ") + std::string(file) + ": ";
    auto read = answer ? config::parseDialRules(answer->body)
                       : core::Result<config::DialRules>(answer.error());
    if (read) {
        rules = std::move(*read);
        rules_ += rules.rules.size();
        told_ += std::to_string(rules.rules.size()) + " rules";
    } else {
        told_ += read.error().answer;
        if (read.error().code != core::ErrorCode::NotFound) error_ = read.error();
    }
    if (--underWay_ > 0) return;
    const char* const without = "Numbers are dialled and looked up as they are.";
    if (error_) {
        wentWrong(*error_, without);
    } else if (rules_ == 0) {
        notThere(told_, without);
    } else {
        done(told_, "Numbers are rewritten before they are dialled or looked up.");
    }
}

}  // namespace sidetone::signin
