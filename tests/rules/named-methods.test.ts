import { describeMarked } from '../support/marked-cases.js';

/*
 * Methods that are hung onto an object of a package are called on other objects of that package, or on what nobody can trace: by their
 * name, where nothing else of the project has that name.
 */

const head = `const express = require('express');
const mongoose = require('mongoose');
const ldap = require('ldapjs');
const userSchema = new mongoose.Schema({ cn: String });
`;
const body = `const client = ldap.createClient({ url: 'ldap://ldap' }); // leak
  return new Promise((resolve) => client.search(this.cn, {}, (error, found) => resolve(found)));
`;
const app = 'const User = mongoose.model("User", userSchema);\nconst app = express();\n';
const route = (call: string): string => `app.get('/', async (req, res) => {\n  ${call}\n  res.end();\n});\n`;
const silent = (code: string): string => code.replace(' // leak', '');

const hung = `${head}userSchema.methods.syncFolder = function () {\n  ${body}};\n${app}`;

describeMarked('methods that are hung onto an object', {
  'one that the request has': hung + route('await req.user.syncFolder();'),
  'one that the package has found': hung + route('const user = await User.findById(1);\n  await user.syncFolder();'),
  'one of a chain': hung + route('User.findById(1).then((user) => user.syncFolder());'),
  'one of several': `${head}userSchema.methods = {\n  syncFolder() {\n  ${body}},\n  other() {},\n};\n${app}`
    + route('await req.user.syncFolder();'),
  'one of the model': `${head}userSchema.statics.syncFolder = async function () {\n  ${body}};\n${app}`
    + route('await User.syncFolder();'),
  'one of a prototype': `${head}function Folder() {}\nFolder.prototype.syncFolder = function () {\n  ${body}};\n${app}`
    + route('await req.folder.syncFolder();'),
  'one of a variable that was something else before':
    hung.replace('const userSchema = new mongoose.Schema({ cn: String });', 'let userSchema = {};\nuserSchema = new mongoose.Schema();')
    + route('await req.user.syncFolder();'),
  'one of what a function is given':
    `${head}function plugin(schema) {\nschema.methods.syncFolder = function () {\n  ${body}};\n}\nuserSchema.plugin(plugin);\n${app}`
    + route('await req.user.syncFolder();'),
  'a name that another one has':
    silent(hung) + `class Other { syncFolder() {} }\nconst other = new Other();\n${route('await req.user.syncFolder();')}`,
  'a name that another one is given':
    silent(hung) + `const other = {};\nother.syncFolder = () => {};\n${route('await req.user.syncFolder();')}`,
  'an object of the project':
    `${silent(head)}const kept = {};\nkept.syncFolder = function () {\n  ${silent(body)}};\n${app}${route('await req.user.syncFolder();')}`,
}, {
  filenames: ['src/service.js'],
  files: { 'package.json': { dependencies: { express: '^5.0.0', mongoose: '^8.0.0', ldapjs: '^3.0.0' } } },
});
