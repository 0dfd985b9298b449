// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/keys.h"

namespace sidetone::config {

struct Parameter;

/// Where a value comes from, the weakest first: a later one wins over an earlier one.
enum class Layer {
    Default,           ///< the registry
    Bootstrap,         ///< the installer's file
    ClientSettings,    ///< the call manager's desktop client settings, in the device's file
    GlobalFile,        ///< jabber-config.xml
    ProfileFile,       ///< JAB_<id>.cnf.xml, the file that the service profile's record names
    GroupFile,         ///< the file that the device's support field names
    NamedFile,         ///< the file that TFTP_FILE_NAME (ConfigurationFile) names
    ServiceProfile,    ///< the user's service profile
    CloudAdmin,        ///< the cloud's administration
    ConfigurationUrl,  ///< ciscojabber://provision?...
    Policy,            ///< the machine's administrator, left open for the person
    Preference,        ///< the person's choice where the administrator left it open
    PolicyLocked,      ///< the machine's administrator, not to be changed
    Manual,            ///< typed by the person in the connection settings
};
/// For people: "jabber-config.xml", "typed by hand".
[[nodiscard]] std::string_view name(Layer layer);

/// One name and value as a source gave it.
struct RawSetting {
    std::string name;
    std::string value;
    int line = 0;  ///< in its file, from 1; 0 where there is none
};

/// A value that knows its layer.
struct Value {
    std::string text;
    Layer layer = Layer::Default;

    friend bool operator==(const Value&, const Value&) = default;
};

/// A setting that was not taken, and why.
struct Remark {
    Layer layer = Layer::Default;
    int line = 0;
    std::string text;
};

/// The layered parameters of one account. A layer is replaced as a whole when its source is read
/// again. A value that does not fit its type is remarked on and the next layer below speaks
/// instead. Unknown names are kept (find() answers them) and remarked on. A plain value: copy it,
/// use it from one thread.
class Settings {
public:
    /// All that this source says now; the last of equal names wins.
    void replace(Layer layer, const std::vector<RawSetting>& values);
    void set(Layer layer, std::string_view name, std::string_view value);
    void clear(Layer layer);
    /// Takes over what another one has in this layer, in place of what is here.
    void take(Layer layer, const Settings& from);

    /// The value that counts, with its layer; empty where nobody says and there is no default.
    [[nodiscard]] std::optional<Value> find(std::string_view name) const;
    [[nodiscard]] bool get(Key<bool> key) const;
    [[nodiscard]] int get(Key<int> key) const;
    [[nodiscard]] std::string get(Key<std::string_view> key) const;
    [[nodiscard]] std::vector<std::string> get(Key<WordList> key) const;
    /// True where the person may not change it: a layer above their own preferences speaks.
    [[nodiscard]] bool isLocked(std::string_view name) const;

    [[nodiscard]] const std::vector<Remark>& remarks() const { return remarks_; }
    /// A remark on a source that its reader made; it goes when the layer is replaced.
    void remark(Remark remark) { remarks_.push_back(std::move(remark)); }
    /// Every name that some layer speaks about, with the value that counts. Values of secrets are
    /// left out.
    [[nodiscard]] std::vector<std::pair<std::string, Value>> all() const;
    /// What each layer says about it, the one that counts first; the registry's default is not
    /// among them. Values of secrets are left out.
    [[nodiscard]] std::vector<Value> layersOf(std::string_view name) const;

private:
    void add(Layer layer, const RawSetting& setting);

    /// Folded name -> layer -> value in its one spelling.
    std::map<std::string, std::map<Layer, std::string>, std::less<>> values_;
    std::vector<Remark> remarks_;
};

}  // namespace sidetone::config
